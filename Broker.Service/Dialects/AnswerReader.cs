namespace Broker.Service.Dialects;

/// <summary>Reads the facts of one answer as it passes. Events need them, so it reads with or without tracing.</summary>
internal sealed class AnswerReader(Dialect dialect)
{
    private readonly FactCollector _collector = new(dialect);
    private bool _isStreamed;

    /// <summary>The facts read so far.</summary>
    public AnswerFacts Facts => _collector.ToFacts(_isStreamed);

    /// <summary>Returns a tap for an answer of a media type; null if its facts cannot be read.</summary>
    public IAnswerTap? Listen(string? mediaType)
    {
        _isStreamed = IsStream(mediaType);
        return _isStreamed ? new EventStreamTap(_collector)
            : string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase) ? new JsonTap(_collector)
            : null;
    }

    /// <summary>Returns true for the media type of server-sent events.</summary>
    public static bool IsStream(string? mediaType) => string.Equals(mediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);
}
