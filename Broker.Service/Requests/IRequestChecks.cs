namespace Broker.Service.Requests;

/// <summary>Decides what may be done with a request.</summary>
internal interface IRequestChecks
{
    /// <summary>Runs the checks in their order; the first that does not pass decides.</summary>
    /// <param name="record">What is known of the request.</param>
    ValueTask<Verdict> RunAsync(RequestRecord record);
}
