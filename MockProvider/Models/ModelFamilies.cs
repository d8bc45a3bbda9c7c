using MockProvider.Misbehaviour;

namespace MockProvider.Models;

/// <summary>
/// Which model names the mock answers to: the families of the real service with whatever follows (<c>gpt-4o-2024-08-06</c>,
/// <c>gpt-5.1-mini</c>), models tuned from them (<c>ft:gpt-4o-mini:…</c>), and the names of faults.
/// </summary>
internal static class ModelFamilies
{
    private const string Tuned = "ft:";

    private static readonly string[] Families =
    [
        "gpt-3.5-turbo", "gpt-4", "gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "chatgpt-4o", "o1", "o3", "o4-mini", "codex-mini", "computer-use-preview",
        "gpt-audio", "gpt-realtime", "gpt-image-1", "dall-e-2", "dall-e-3", "text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002",
        "omni-moderation", "text-moderation", "tts-1", "whisper-1",
    ];

    public static bool Knows(string model)
    {
        var name = model.StartsWith(Tuned, StringComparison.Ordinal) ? model[Tuned.Length..] : model;
        return FaultList.Knows(model) || Array.Exists(Families, family => IsOf(family, name));
    }

    private static bool IsOf(string family, string name) =>
        name.StartsWith(family, StringComparison.Ordinal) && (name.Length == family.Length || name[family.Length] is '-' or '.' or ':');
}
