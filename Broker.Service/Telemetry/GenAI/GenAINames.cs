namespace Broker.Service.Telemetry.GenAI;

/// <summary>Names of the OpenTelemetry semantic conventions for generative AI.</summary>
internal static class GenAINames
{
    /// <summary>Kind of call: <c>chat</c>, <c>embeddings</c>.</summary>
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseId = "gen_ai.response.id";
    public const string FinishReasons = "gen_ai.response.finish_reasons";

    /// <summary>Seconds to the first chunk of a streamed answer.</summary>
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string CacheCreationTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string CacheReadTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";

    /// <summary><c>input</c> or <c>output</c>.</summary>
    public const string TokenType = "gen_ai.token.type";

    // Only if capturing content is on.
    public const string InputMessages = "gen_ai.input.messages";
    public const string OutputMessages = "gen_ai.output.messages";
    public const string SystemInstructions = "gen_ai.system_instructions";
    public const string ToolDefinitions = "gen_ai.tool.definitions";

    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
}
