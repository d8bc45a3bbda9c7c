using MockProvider.Models;
using MockProvider.Reading;

namespace MockProvider.Moderations;

/// <summary>What the mock makes of a moderation request.</summary>
internal sealed record ModerationRequest(string Model, IReadOnlyList<ModerationInput> Inputs)
{
    public static ModerationRequest Read(RequestFields fields) =>
        new(ModelName.Read(fields, "omni-moderation-latest"), ModerationInput.Read(fields));
}
