namespace Broker.Service.Dialects;

/// <summary>Collects what an answer says about itself from its passing bytes. Values are bounded and printable, or they are left out.</summary>
internal sealed class FactCollector
{
    private const int MaxFinishReasons = 16;
    private readonly List<string> _finishReasons = [];
    private string? _id;
    private string? _model;
    private long? _inputTokens;
    private long? _outputTokens;

    /// <summary>What is known so far.</summary>
    /// <param name="isStreamed">True for a stream of events.</param>
    public AnswerFacts ToFacts(bool isStreamed = false) => new()
    {
        Id = _id,
        Model = _model,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        FinishReasons = [.. _finishReasons],
        IsStreamed = isStreamed,
    };

    /// <summary>Returns true if a string is wanted. Each event of a stream repeats the id.</summary>
    /// <param name="key">What the string is.</param>
    public bool Wants(AnswerKey key) => key != AnswerKey.Id || _id is null;

    /// <summary>Adds a string.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="value">The string.</param>
    public void Add(AnswerKey key, string value)
    {
        switch (key)
        {
            case AnswerKey.Id:
                _id ??= value;
                break;
            case AnswerKey.Model:
                _model = value;
                break;
            case AnswerKey.FinishReason when _finishReasons.Count < MaxFinishReasons:
                _finishReasons.Add(value);
                break;
            case AnswerKey.Status when value is not ("in_progress" or "queued"):
                // Responses have one status where chat has a finish reason per choice.
                _finishReasons.Clear();
                _finishReasons.Add(value);
                break;
        }
    }

    /// <summary>Adds a number; a later one takes an earlier one's place, as streams count up.</summary>
    /// <param name="key">What it is.</param>
    /// <param name="value">The number.</param>
    public void Add(AnswerKey key, long value)
    {
        switch (key)
        {
            case AnswerKey.InputTokens when value >= 0:
                _inputTokens = value;
                break;
            case AnswerKey.OutputTokens when value >= 0:
                _outputTokens = value;
                break;
        }
    }
}
