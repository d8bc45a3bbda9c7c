namespace Broker.Service.Dialects;

/// <summary>Which operation of the conventions a path stands for.</summary>
internal static class GenAIOperation
{
    /// <summary>The operation's name; null for a path that is no model call, such as a list of models.</summary>
    /// <param name="path">An allowed path.</param>
    public static string? FromPath(string path) => path switch
    {
        _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => "chat",
        _ when path.EndsWith("/responses", StringComparison.Ordinal) => "chat",
        _ when path.EndsWith("/embeddings", StringComparison.Ordinal) => "embeddings",
        _ => null,
    };
}
