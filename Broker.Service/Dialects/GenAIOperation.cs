namespace Broker.Service.Dialects;

/// <summary>Maps paths to operations of the OpenTelemetry conventions for generative AI.</summary>
internal static class GenAIOperation
{
    /// <summary>Returns the operation of a path; null if it is no model call, such as a list of models.</summary>
    public static string? FromPath(string path) => path switch
    {
        _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => "chat",
        _ when path.EndsWith("/responses", StringComparison.Ordinal) => "chat",
        _ when path.EndsWith("/embeddings", StringComparison.Ordinal) => "embeddings",
        _ => null,
    };
}
