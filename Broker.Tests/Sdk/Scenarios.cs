namespace Broker.Tests.Sdks;

/// <summary>What every official client must manage: one list, and each language has a scenario for each name in it.</summary>
internal static class Scenarios
{
    /// <summary>All that travels as JSON, on both ways.</summary>
    public static readonly IReadOnlyList<string> Json =
    [
        "chat", "chat_tools", "chat_json_schema", "chat_stream", "chat_stream_tools", "chat_stream_usage",
        "embeddings", "embeddings_float", "embeddings_dimensions", "embeddings_token_ids",
        "response", "response_stream", "response_functions", "response_previous", "response_get", "response_delete",
        "models", "model",
        "wrong_key", "unknown_model", "missing_model", "rate_limit", "rate_limit_lasting", "quota",
    ];

    /// <summary>Uploads, which the lab's form of the broker does not take.</summary>
    public static readonly IReadOnlyList<string> Uploads = ["transcription"];

    /// <summary>What the Vercel AI SDK must manage besides.</summary>
    public static readonly IReadOnlyList<string> Vercel =
        ["vercel_chat_stream", "vercel_chat_stream_tools", "vercel_response_stream", "vercel_response_stream_tools"];

    /// <summary>What the clients of Anthropic must manage. The lab's form has one upstream, which is OpenAI.</summary>
    public static readonly IReadOnlyList<string> Anthropic =
    [
        "message", "message_stream", "message_tools", "message_stream_tools", "message_thinking", "message_count",
        "anthropic_models", "anthropic_model",
        "anthropic_wrong_key", "anthropic_unknown_model", "anthropic_missing_tokens", "anthropic_rate_limit", "anthropic_overloaded",
    ];

    /// <summary>What is asked of the clients of OpenAI again where there is a second provider.</summary>
    private static readonly IReadOnlyList<string> BesideAnother =
        ["chat", "chat_stream", "chat_tools", "embeddings", "response", "response_get", "models", "model", "wrong_key"];

    /// <summary>The names for one way.</summary>
    public static IReadOnlyList<string> For(Way way) => way switch
    {
        Way.Direct => [.. Json, .. Uploads, .. Anthropic],
        Way.ThroughGeneralForm => [.. BesideAnother, .. Uploads, .. Anthropic],
        _ => Json,
    };
}
