namespace Broker.Service.Telemetry.GenAI;

/// <summary>Names of the OpenTelemetry semantic conventions for generative AI.</summary>
internal static class GenAINames
{
    /// <summary>Kind of call: <c>chat</c>, <c>embeddings</c>.</summary>
    public const string OperationName = "gen_ai.operation.name";

    /// <summary>Provider of the API.</summary>
    public const string ProviderName = "gen_ai.provider.name";

    /// <summary>Requested model.</summary>
    public const string RequestModel = "gen_ai.request.model";

    /// <summary>Model that answered.</summary>
    public const string ResponseModel = "gen_ai.response.model";

    /// <summary>Id of the answer.</summary>
    public const string ResponseId = "gen_ai.response.id";

    /// <summary>Why each choice ended.</summary>
    public const string FinishReasons = "gen_ai.response.finish_reasons";

    /// <summary>Seconds to the first chunk of a streamed answer.</summary>
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";

    /// <summary>Tokens of the request.</summary>
    public const string InputTokens = "gen_ai.usage.input_tokens";

    /// <summary>Tokens of the answer.</summary>
    public const string OutputTokens = "gen_ai.usage.output_tokens";

    /// <summary><c>input</c> or <c>output</c>.</summary>
    public const string TokenType = "gen_ai.token.type";

    /// <summary>Messages of the request; only if capturing content is on.</summary>
    public const string InputMessages = "gen_ai.input.messages";

    /// <summary>Messages of the answer; only if capturing content is on.</summary>
    public const string OutputMessages = "gen_ai.output.messages";

    /// <summary>System instructions outside the messages; only if capturing content is on.</summary>
    public const string SystemInstructions = "gen_ai.system_instructions";

    /// <summary>Tools offered to the model; only if capturing content is on.</summary>
    public const string ToolDefinitions = "gen_ai.tool.definitions";

    /// <summary>Host name of the upstream.</summary>
    public const string ServerAddress = "server.address";

    /// <summary>Port of the upstream.</summary>
    public const string ServerPort = "server.port";

    /// <summary>The only supported API.</summary>
    public const string OpenAI = "openai";
}
