namespace Broker.Service.Telemetry.GenAI;

/// <summary>One model call: what was asked, and what is read from the answer as it passes.</summary>
/// <param name="Operation">Name of the operation.</param>
/// <param name="RequestModel">The model asked for, if the request named one that can be printed.</param>
/// <param name="Server">The upstream's base address.</param>
internal sealed record GenAICall(string Operation, string? RequestModel, Uri Server)
{
    /// <summary>What the answer says about itself.</summary>
    public AnswerFacts Facts { get; } = new();

    /// <summary>Whether the answer came as a stream of events.</summary>
    public bool IsStreamed { get; private set; }

    /// <summary>Name of the span, as the conventions put it.</summary>
    public string SpanName => RequestModel is null ? Operation : $"{Operation} {RequestModel}";

    /// <summary>What listens to an answer of this content type; null for one that says nothing that could be read.</summary>
    /// <param name="mediaType">Media type of the answer.</param>
    public IAnswerTap? Tap(string? mediaType)
    {
        IsStreamed = string.Equals(mediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (IsStreamed)
        {
            return new EventStreamTap(Facts);
        }

        return string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase) ? new JsonTap(Facts) : null;
    }
}
