using System.Diagnostics.Metrics;
using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry;

/// <summary>The broker's own instruments; tags come from closed sets. What every request counts is read only when somebody collects.</summary>
internal sealed class BrokerMetrics
{
    private static readonly BrokerMode?[] Modes = [null, .. Enum.GetValues<BrokerMode>()];
    private static readonly BrokerError?[] Errors = [null, .. Enum.GetValues<BrokerError>()];

    private readonly Tally _requests = new(OutcomesAndModes());
    private readonly Tally _events = new([Tags("failed"), Tags("written")]);
    private readonly Counter<long> _secretFetches;
    private readonly Counter<long> _masked;

    /// <summary>Creates the instruments.</summary>
    public BrokerMetrics(IMeterFactory meters, RequestsInFlight inFlight)
    {
        var meter = meters.Create(BoundaryNames.Source);
        meter.CreateObservableCounter("broker.requests", _requests.Read, "{request}", "Requests answered, by outcome and mode.");
        meter.CreateObservableUpDownCounter("broker.active_requests", () => (long)inFlight.Count, "{request}", "Requests being answered.");
        meter.CreateObservableCounter("broker.events", _events.Read, "{event}", "Events written to the log, or not, by outcome.");
        _secretFetches = meter.CreateCounter<long>("broker.secret.fetches", "{fetch}", "Fetches of the provider key, by outcome.");
        _masked = meter.CreateCounter<long>("broker.answers.masked", "{answer}", "Upstream answers that had the provider key in them, masked.");
    }

    /// <summary>Counts one fetch of the provider key; requests that wait together wait for one.</summary>
    /// <param name="found">Whether the key was had.</param>
    public void SecretFetched(bool found) =>
        _secretFetches.Add(1, new KeyValuePair<string, object?>(BoundaryNames.Outcome, found ? "found" : "unavailable"));

    /// <summary>Counts one event.</summary>
    /// <param name="written">Whether the log has it.</param>
    public void EventAppended(bool written) => _events.Count(written ? 1 : 0);

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
        _requests.Count((((int?)error + 1) ?? 0) * Modes.Length + (((int?)mode + 1) ?? 0));

    private static KeyValuePair<string, object?>[][] OutcomesAndModes()
    {
        var tags = new KeyValuePair<string, object?>[Errors.Length * Modes.Length][];
        for (var cell = 0; cell < tags.Length; cell++)
        {
            tags[cell] = Tags(Errors[cell / Modes.Length]?.Code() ?? "ok", Modes[cell % Modes.Length]?.Text() ?? "none");
        }

        return tags;
    }

    private static KeyValuePair<string, object?>[] Tags(string outcome) => [new(BoundaryNames.Outcome, outcome)];

    private static KeyValuePair<string, object?>[] Tags(string outcome, string mode) => [.. Tags(outcome), new(BoundaryNames.Mode, mode)];
}
