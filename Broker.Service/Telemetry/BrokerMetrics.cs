using System.Diagnostics.Metrics;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Errors;
using Broker.Service.Requests;

namespace Broker.Service.Telemetry;

/// <summary>The broker's own instruments; tags come from closed sets.</summary>
internal sealed class BrokerMetrics : ISecretFetchCounter
{
    private readonly Counter<long> _requests;
    private readonly Counter<long> _events;
    private readonly Counter<long> _secretFetches;
    private readonly Counter<long> _masked;

    /// <summary>Creates the instruments.</summary>
    public BrokerMetrics(IMeterFactory meters, RequestsInFlight inFlight)
    {
        var meter = meters.Create(BoundaryNames.Source);
        _requests = meter.CreateCounter<long>("broker.requests", "{request}", "Requests answered, by outcome and mode.");
        meter.CreateObservableUpDownCounter("broker.active_requests", () => (long)inFlight.Count, "{request}", "Requests being answered.");
        _events = meter.CreateCounter<long>("broker.events", "{event}", "Events written to the log, or not, by outcome.");
        _secretFetches = meter.CreateCounter<long>("broker.secret.fetches", "{fetch}", "Fetches of the provider key, by outcome.");
        _masked = meter.CreateCounter<long>("broker.answers.masked", "{answer}", "Upstream answers that had the provider key in them, masked.");
    }

    /// <inheritdoc/>
    public void SecretFetched(bool found) =>
        _secretFetches.Add(1, Outcome(found ? "found" : "unavailable"));

    /// <summary>Counts one event.</summary>
    /// <param name="written">Whether the log has it.</param>
    public void EventAppended(bool written) => _events.Add(1, Outcome(written ? "written" : "failed"));

    /// <summary>Counts one answer, if the key was masked in it.</summary>
    /// <param name="occurrences">How often.</param>
    public void AnswerScrubbed(long occurrences)
    {
        if (occurrences > 0)
        {
            _masked.Add(1);
        }
    }

    /// <summary>Counts one request.</summary>
    /// <param name="error">Why it failed; null where it did not.</param>
    /// <param name="mode">What was done with it; null unless it passed every check.</param>
    public void RequestAnswered(BrokerError? error, BrokerMode? mode) =>
        _requests.Add(1, Outcome(error?.Code() ?? "ok"), new(BoundaryNames.Mode, mode?.Text() ?? "none"));

    private static KeyValuePair<string, object?> Outcome(string value) => new(BoundaryNames.Outcome, value);
}
