namespace Broker.Service.Requests;

/// <summary>Does what is asked in a request that passed every check. Chosen once, at the start, by the configured mode.</summary>
internal interface IForwarder
{
    /// <summary>Answers the request, but for the last bytes of the answer.</summary>
    /// <param name="record">What was known when the request began.</param>
    /// <param name="admitted">What the checks found.</param>
    Task<Outcome> ForwardAsync(RequestRecord record, Verdict.Admitted admitted);
}
