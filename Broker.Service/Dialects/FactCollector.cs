using System.Text;

namespace Broker.Service.Dialects;

/// <summary>Collects the facts of an answer. Values are printable and limited in length; others are left out.</summary>
internal sealed class FactCollector(Dialect dialect = Dialect.OpenAI)
{
    private const int MaxFinishReasons = 16;
    private readonly List<string> _finishReasons = [];
    private string? _id;
    private string? _model;
    private long? _inputTokens;
    private long? _cacheCreationTokens;
    private long? _cacheReadTokens;
    private long? _outputTokens;
    private long? _thoughtTokens;

    /// <summary>Where the answer has its facts.</summary>
    public AnswerTable Table { get; } = AnswerTable.Of(dialect);

    /// <summary>Returns the facts collected so far.</summary>
    public AnswerFacts ToFacts(bool isStreamed = false) => new()
    {
        Id = _id,
        Model = _model,
        InputTokens = Table.IsCacheApart ? Sum(_inputTokens, _cacheCreationTokens, _cacheReadTokens) : _inputTokens,
        CacheCreationTokens = _cacheCreationTokens,
        CacheReadTokens = _cacheReadTokens,
        OutputTokens = Sum(_outputTokens, _thoughtTokens),
        FinishReasons = [.. _finishReasons],
        IsStreamed = isStreamed,
    };

    /// <summary>Returns true if a string is news: each event of a stream repeats id and model.</summary>
    public bool Wants(AnswerKey key, ReadOnlySpan<byte> value) => key switch
    {
        AnswerKey.Id => _id is null,
        AnswerKey.Model => _model is null || !Ascii.Equals(value, _model),
        _ => true,
    };

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
        if (value < 0)
        {
            return;
        }

        switch (key)
        {
            case AnswerKey.InputTokens:
                _inputTokens = value;
                break;
            case AnswerKey.CacheCreationTokens:
                _cacheCreationTokens = value;
                break;
            case AnswerKey.CacheReadTokens:
                _cacheReadTokens = value;
                break;
            case AnswerKey.OutputTokens:
                _outputTokens = value;
                break;
            case AnswerKey.ThoughtTokens:
                _thoughtTokens = value;
                break;
        }
    }

    /// <summary>Adds the counts that are known, up to the largest number; null if none is.</summary>
    private static long? Sum(params ReadOnlySpan<long?> counts)
    {
        long? sum = null;
        foreach (var count in counts)
        {
            sum = count is null ? sum : count > long.MaxValue - (sum ?? 0) ? long.MaxValue : (sum ?? 0) + count;
        }

        return sum;
    }
}
