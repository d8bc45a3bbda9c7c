namespace Broker.Service.Dialects;

/// <summary>Maps paths to operations of the OpenTelemetry conventions for generative AI.</summary>
internal static class GenAIOperation
{
    private const string Chat = "chat";
    private const string Embeddings = "embeddings";
    private const string GenerateContent = "generate_content";

    // By the end of the path: what comes before differs between providers of one dialect.
    private static readonly (Dialect Dialect, string PathEnd, string Operation)[] Operations =
    [
        (Dialect.OpenAI, "/chat/completions", Chat),
        (Dialect.OpenAI, "/responses", Chat),
        (Dialect.OpenAI, "/embeddings", Embeddings),
        (Dialect.Anthropic, "/v1/messages", Chat),
        (Dialect.Gemini, ":generateContent", GenerateContent),
        (Dialect.Gemini, ":streamGenerateContent", GenerateContent),
        (Dialect.Gemini, ":embedContent", Embeddings),
        (Dialect.Gemini, ":batchEmbedContents", Embeddings),
    ];

    /// <summary>Returns the operation of a request; null if it is no model call, such as a list of models or a count of tokens.</summary>
    /// <param name="path">Path at the upstream.</param>
    public static string? Find(Dialect dialect, string path)
    {
        foreach (var (spoken, pathEnd, operation) in Operations)
        {
            if (spoken == dialect && path.EndsWith(pathEnd, StringComparison.Ordinal))
            {
                return operation;
            }
        }

        return null;
    }
}
