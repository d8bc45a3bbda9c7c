using Broker.Service.Telemetry.GenAI.Content;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>One model call: what was asked, and what is read from the answer as it passes.</summary>
/// <param name="Operation">Name of the operation.</param>
/// <param name="RequestModel">The model asked for, if the request named one that can be printed.</param>
/// <param name="Server">The upstream's base address.</param>
/// <param name="CapturesContent">Whether the answer's text is kept for the span.</param>
/// <param name="Detail">How much of what the answer says about itself is wanted.</param>
internal sealed record GenAICall(string Operation, string? RequestModel, Uri Server, bool CapturesContent, AnswerDetail Detail)
{
    private CapturingTap? _captured;

    /// <summary>What the answer says about itself.</summary>
    public AnswerFacts Facts { get; } = new(Detail);

    /// <summary>Whether the answer came as a stream of events.</summary>
    public bool IsStreamed { get; private set; }

    /// <summary>Name of the span, as the conventions put it.</summary>
    public string SpanName => RequestModel is null ? Operation : $"{Operation} {RequestModel}";

    /// <summary>What listens to an answer of this content type; null for one that says nothing that could be read.</summary>
    /// <param name="mediaType">Media type of the answer.</param>
    public IAnswerTap? Tap(string? mediaType)
    {
        IsStreamed = string.Equals(mediaType, "text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (!IsStreamed && !string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        IAnswerTap tap = IsStreamed ? new EventStreamTap(Facts) : new JsonTap(Facts);
        return CapturesContent ? _captured = new CapturingTap(tap, IsStreamed) : tap;
    }

    /// <summary>The answer's messages, where capturing content was asked for.</summary>
    /// <param name="mask">Hides what must not be seen.</param>
    public string? OutputMessages(ContentMask mask) => _captured?.Messages(mask);
}
