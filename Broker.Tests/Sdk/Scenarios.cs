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

    /// <summary>Uploads, which the broker does not take: only direct.</summary>
    public static readonly IReadOnlyList<string> Uploads = ["transcription"];

    /// <summary>What the Vercel AI SDK must manage besides.</summary>
    public static readonly IReadOnlyList<string> Vercel =
        ["vercel_chat_stream", "vercel_chat_stream_tools", "vercel_response_stream", "vercel_response_stream_tools"];

    /// <summary>The names for one way.</summary>
    public static IReadOnlyList<string> For(Way way) => way == Way.Direct ? [.. Json, .. Uploads] : Json;
}
