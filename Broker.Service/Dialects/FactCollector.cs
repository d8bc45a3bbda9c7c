namespace Broker.Service.Dialects;

/// <summary>Collects the facts of an answer. Values are printable and limited in length; others are left out.</summary>
internal sealed class FactCollector
{
    private const int MaxFinishReasons = 16;
    private readonly List<string> _finishReasons = [];
    private string? _id;
    private string? _model;
    private long? _inputTokens;
    private long? _outputTokens;

    /// <summary>Returns the facts collected so far.</summary>
    public AnswerFacts ToFacts(bool isStreamed = false) => new()
    {
        Id = _id,
        Model = _model,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        FinishReasons = [.. _finishReasons],
        IsStreamed = isStreamed,
    };

    /// <summary>Returns true if a string is still needed. Each event of a stream repeats the id.</summary>
    public bool Wants(AnswerKey key) => key != AnswerKey.Id || _id is null;

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
                // Responses have one status instead of a finish reason per choice.
                _finishReasons.Clear();
                _finishReasons.Add(value);
                break;
        }
    }

    /// <summary>Adds a number. A later value replaces an earlier one, since streams count up.</summary>
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
