namespace Broker.Service.Telemetry.GenAI;

/// <summary>One model call.</summary>
/// <param name="Provider">Name of the provider in the conventions.</param>
/// <param name="RequestModel">The requested model; empty if the request names none that is printable.</param>
/// <param name="Server">Address of the upstream.</param>
internal sealed record GenAICall(string Operation, string Provider, string RequestModel, Uri Server)
{
    /// <summary>Name of the span, by the conventions.</summary>
    public string SpanName => RequestModel.Length == 0 ? Operation : $"{Operation} {RequestModel}";
}
