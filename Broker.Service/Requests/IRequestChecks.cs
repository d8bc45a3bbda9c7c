namespace Broker.Service.Requests;

/// <summary>Decides what may be done with a request.</summary>
internal interface IRequestChecks
{
    /// <summary>Runs the checks in order; the first that fails decides.</summary>
    ValueTask<Verdict> RunAsync(RequestRecord record);
}
