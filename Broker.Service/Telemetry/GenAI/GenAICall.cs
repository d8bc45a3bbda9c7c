namespace Broker.Service.Telemetry.GenAI;

/// <summary>One model call: what was asked of whom.</summary>
/// <param name="Operation">Name of the operation.</param>
/// <param name="RequestModel">The model asked for; empty if the request named none that can be printed.</param>
/// <param name="Server">The upstream's address.</param>
internal sealed record GenAICall(string Operation, string RequestModel, Uri Server)
{
    /// <summary>Name of the span, as the conventions put it.</summary>
    public string SpanName => RequestModel.Length == 0 ? Operation : $"{Operation} {RequestModel}";
}
