using MockProvider.Reading;

namespace MockProvider.Moderations;

/// <summary>What the mock makes of a moderation request.</summary>
internal sealed record ModerationRequest(string Model, IReadOnlyList<ModerationInput> Inputs)
{
    public static ModerationRequest Read(RequestFields fields) =>
        new(fields.OptionalString("model") ?? "omni-moderation-latest", ModerationInput.Read(fields));
}
