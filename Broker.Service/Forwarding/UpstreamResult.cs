using Broker.Service.Errors;

namespace Broker.Service.Forwarding;

/// <summary>What came of sending a request upstream.</summary>
internal abstract record UpstreamResult
{
    private UpstreamResult()
    {
    }

    /// <summary>The head of an answer came; its body is still to be read.</summary>
    /// <param name="Response">The answer.</param>
    internal sealed record Answered(HttpResponseMessage Response) : UpstreamResult;

    /// <summary>No answer came.</summary>
    /// <param name="Error">Why.</param>
    /// <param name="Detail">What to tell the host; null for the general remedy.</param>
    internal sealed record Failed(BrokerError Error, string? Detail) : UpstreamResult;
}
