using Broker.Service.Errors;

namespace Broker.Service.Forwarding;

/// <summary>Result of sending a request upstream.</summary>
internal abstract record UpstreamResult
{
    private UpstreamResult()
    {
    }

    /// <summary>The head of an answer arrived; its body is not read yet.</summary>
    internal sealed record Answered(HttpResponseMessage Response) : UpstreamResult;

    /// <summary>No answer arrived.</summary>
    /// <param name="Detail">What to tell the host; null for the general remedy.</param>
    internal sealed record Failed(BrokerError Error, string? Detail) : UpstreamResult;
}
