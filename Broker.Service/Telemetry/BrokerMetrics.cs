using System.Diagnostics.Metrics;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Errors;
using Broker.Service.Requests;

namespace Broker.Service.Telemetry;

/// <summary>The broker's own instruments. Tags come from closed sets.</summary>
internal sealed class BrokerMetrics : ISecretFetchCounter
{
    private readonly Counter<long> _requests;
    private readonly Counter<long> _events;
    private readonly Counter<long> _secretFetches;
    private readonly Counter<long> _masked;

    public BrokerMetrics(IMeterFactory meters, RequestsInFlight inFlight)
    {
        var meter = meters.Create(BoundaryNames.Source);
        _requests = meter.CreateCounter<long>("broker.requests", "{request}", "Requests answered, by outcome and mode.");
        meter.CreateObservableUpDownCounter("broker.active_requests", () => (long)inFlight.Count, "{request}", "Requests being answered.");
        _events = meter.CreateCounter<long>("broker.events", "{event}", "Events written to the log, or not, by outcome.");
        _secretFetches = meter.CreateCounter<long>("broker.secret.fetches", "{fetch}", "Fetches of the provider key, by outcome.");
        _masked = meter.CreateCounter<long>("broker.answers.masked", "{answer}", "Upstream answers that had the provider key in them, masked.");
    }

    public void SecretFetched(bool found) =>
        _secretFetches.Add(1, Outcome(found ? "found" : "unavailable"));

    /// <summary>Counts an event that was written, or could not be written.</summary>
    public void EventAppended(bool written) => _events.Add(1, Outcome(written ? "written" : "failed"));

    /// <summary>Counts an answer if the key was masked in it.</summary>
    public void AnswerScrubbed(long occurrences)
    {
        if (occurrences > 0)
        {
            _masked.Add(1);
        }
    }

    /// <param name="error">Why it failed; null if it did not.</param>
    /// <param name="mode">Mode of the broker; null unless the request passed every check.</param>
    public void RequestAnswered(BrokerError? error, BrokerMode? mode) =>
        _requests.Add(1, Outcome(error?.Code() ?? "ok"), new(BoundaryNames.Mode, mode?.Text() ?? "none"));

    private static KeyValuePair<string, object?> Outcome(string value) => new(BoundaryNames.Outcome, value);
}
