namespace Broker.Service.Dialects;

/// <summary>Reads the facts of one answer as it passes, whether or not anybody traces: events need them.</summary>
internal sealed class AnswerReader
{
    private readonly FactCollector _collector = new();
    private bool _isStreamed;

    /// <summary>What is known so far.</summary>
    public AnswerFacts Facts => _collector.ToFacts(_isStreamed);

    /// <summary>What listens to an answer of a content type; null for one that says nothing that could be read.</summary>
    /// <param name="mediaType">Media type of the answer.</param>
    public IAnswerTap? Listen(string? mediaType)
    {
        _isStreamed = IsStream(mediaType);
        return _isStreamed ? new EventStreamTap(_collector)
            : string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase) ? new JsonTap(_collector)
            : null;
    }

    /// <summary>Returns true for the content type of server-sent events.</summary>
    /// <param name="mediaType">Media type of the answer.</param>
    public static bool IsStream(string? mediaType) => string.Equals(mediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);
}
