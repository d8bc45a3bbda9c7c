namespace Broker.Attacks;

/// <summary>What an ordinary host asks for, by path: small, and such that a real provider would take it.</summary>
internal static class OrdinaryBody
{
    /// <summary>The body for a path.</summary>
    public static string For(string path) => path switch
    {
        _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) =>
            """{"model":"gpt-4o-mini","max_tokens":1,"messages":[{"role":"user","content":"hello"}]}""",
        _ when path.EndsWith("/embeddings", StringComparison.Ordinal) => """{"model":"text-embedding-3-small","input":"hello"}""",
        _ when path.EndsWith("/messages", StringComparison.Ordinal) =>
            """{"model":"claude-3-5-haiku-latest","max_tokens":1,"messages":[{"role":"user","content":"hello"}]}""",
        _ => """{"model":"gpt-4o-mini","input":"hello"}""",
    };
}
