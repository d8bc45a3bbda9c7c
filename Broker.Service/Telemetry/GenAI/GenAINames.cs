namespace Broker.Service.Telemetry.GenAI;

/// <summary>Names of the OpenTelemetry semantic conventions for generative AI that the broker uses.</summary>
internal static class GenAINames
{
    /// <summary>What kind of call it is: <c>chat</c>, <c>embeddings</c>.</summary>
    public const string OperationName = "gen_ai.operation.name";

    /// <summary>Whose API it is.</summary>
    public const string ProviderName = "gen_ai.provider.name";

    /// <summary>The model asked for.</summary>
    public const string RequestModel = "gen_ai.request.model";

    /// <summary>The model that answered.</summary>
    public const string ResponseModel = "gen_ai.response.model";

    /// <summary>The answer's id.</summary>
    public const string ResponseId = "gen_ai.response.id";

    /// <summary>Why each choice ended.</summary>
    public const string FinishReasons = "gen_ai.response.finish_reasons";

    /// <summary>Seconds to the first piece of a streamed answer.</summary>
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";

    /// <summary>Tokens of the request.</summary>
    public const string InputTokens = "gen_ai.usage.input_tokens";

    /// <summary>Tokens of the answer.</summary>
    public const string OutputTokens = "gen_ai.usage.output_tokens";

    /// <summary><c>input</c> or <c>output</c>.</summary>
    public const string TokenType = "gen_ai.token.type";

    /// <summary>The messages sent; only where capturing content was asked for.</summary>
    public const string InputMessages = "gen_ai.input.messages";

    /// <summary>The messages that came back; only where capturing content was asked for.</summary>
    public const string OutputMessages = "gen_ai.output.messages";

    /// <summary>What rules over the messages, where it is sent beside them; only where capturing content was asked for.</summary>
    public const string SystemInstructions = "gen_ai.system_instructions";

    /// <summary>The tools offered; only where capturing content was asked for.</summary>
    public const string ToolDefinitions = "gen_ai.tool.definitions";

    /// <summary>The upstream's host name.</summary>
    public const string ServerAddress = "server.address";

    /// <summary>The upstream's port.</summary>
    public const string ServerPort = "server.port";

    /// <summary>The one API that is spoken.</summary>
    public const string OpenAI = "openai";
}
