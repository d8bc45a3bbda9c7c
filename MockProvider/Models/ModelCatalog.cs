namespace MockProvider.Models;

/// <summary>The models the mock lists, and the snapshot an answer names when a request names a family.</summary>
internal static class ModelCatalog
{
    private static readonly Dictionary<string, string> Snapshots = new(StringComparer.Ordinal)
    {
        ["gpt-4o"] = "gpt-4o-2024-08-06",
        ["gpt-4o-mini"] = "gpt-4o-mini-2024-07-18",
        ["gpt-4.1"] = "gpt-4.1-2025-04-14",
        ["gpt-4.1-mini"] = "gpt-4.1-mini-2025-04-14",
    };

    public static ModelList List { get; } = new(
        "list",
        [
            new("gpt-4o", "model", 1715367049, "system"),
            new("gpt-4o-2024-08-06", "model", 1722814719, "system"),
            new("gpt-4o-mini", "model", 1721172741, "system"),
            new("gpt-4o-mini-2024-07-18", "model", 1721172717, "system"),
            new("gpt-4.1", "model", 1744316542, "system"),
            new("gpt-4.1-2025-04-14", "model", 1744315746, "system"),
            new("gpt-4.1-mini", "model", 1744318173, "system"),
            new("gpt-4.1-mini-2025-04-14", "model", 1744317547, "system"),
            new("text-embedding-3-small", "model", 1705948997, "system"),
            new("text-embedding-3-large", "model", 1705953180, "system"),
            new("text-embedding-ada-002", "model", 1671217299, "openai-internal"),
            new("omni-moderation-latest", "model", 1731689265, "system"),
            new("gpt-image-1", "model", 1745517030, "system"),
            new("dall-e-3", "model", 1698785189, "system"),
            new("tts-1", "model", 1681940951, "openai-internal"),
            new("gpt-4o-mini-tts", "model", 1742403959, "system"),
            new("whisper-1", "model", 1677532384, "openai-internal"),
            new("gpt-4o-transcribe", "model", 1742068463, "system"),
        ]);

    /// <summary>One of the listed models.</summary>
    public static ModelEntry? Find(string id) => List.Data.FirstOrDefault(model => model.Id == id);

    /// <summary>The name an answer carries; a model the mock does not know keeps the name it was asked for by.</summary>
    public static string Resolve(string model) => Snapshots.GetValueOrDefault(model, model);
}
