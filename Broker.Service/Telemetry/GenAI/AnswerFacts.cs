namespace Broker.Service.Telemetry.GenAI;

/// <summary>What an answer says about itself, read from its passing bytes. Values are bounded and printable, or they are left out.</summary>
/// <param name="detail">How much is wanted of it.</param>
internal sealed class AnswerFacts(AnswerDetail detail = AnswerDetail.All)
{
    private const int MostFinishReasons = 16;
    private List<string>? _finishReasons;

    /// <summary>How much is wanted.</summary>
    public AnswerDetail Detail => detail;

    /// <summary>The answer's id.</summary>
    public string? Id { get; private set; }

    /// <summary>The model that answered; often a dated name of the one asked for.</summary>
    public string? Model { get; private set; }

    /// <summary>Tokens of the request, as the provider counted them.</summary>
    public long? InputTokens { get; private set; }

    /// <summary>Tokens of the answer, as the provider counted them; null where the provider counts none.</summary>
    public long? OutputTokens { get; private set; }

    /// <summary>Why each choice ended, in the order in which they did.</summary>
    public IReadOnlyList<string> FinishReasons => _finishReasons ?? [];

    /// <summary>Whether a string is wanted.</summary>
    /// <param name="key">What it is.</param>
    public bool Wants(AnswerKey key) => detail == AnswerDetail.All || (detail == AnswerDetail.Model && key == AnswerKey.Model);

    /// <summary>Notes a string.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="value">The string.</param>
    public void Note(AnswerKey key, string value)
    {
        switch (key)
        {
            case AnswerKey.Id:
                Id ??= value;
                break;
            case AnswerKey.Model:
                Model = value;
                break;
            case AnswerKey.FinishReason when FinishReasons.Count < MostFinishReasons:
                (_finishReasons ??= []).Add(value);
                break;
            case AnswerKey.Status when value is not ("in_progress" or "queued"):
                // Responses have one status where chat has a finish reason per choice.
                _finishReasons = [value];
                break;
        }
    }

    /// <summary>Notes a number; a later one takes an earlier one's place, as streams count up.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="value">The number.</param>
    public void Note(AnswerKey key, long value)
    {
        switch (key)
        {
            case AnswerKey.InputTokens:
                InputTokens = value;
                break;
            case AnswerKey.OutputTokens:
                OutputTokens = value;
                break;
        }
    }
}
