namespace Broker.Service.Requests;

/// <summary>Serves requests that passed every check. The configured mode selects the implementation at the start.</summary>
internal interface IForwarder
{
    /// <summary>Answers the request, except for the last bytes of the answer.</summary>
    Task<Outcome> ForwardAsync(RequestRecord record, Verdict.Admitted admitted);
}
