using System.Diagnostics.Metrics;
using Broker.Service.Configuration;
using Broker.Service.Errors;

namespace Broker.Service.Telemetry;

/// <summary>The broker's own counters; tags come from closed sets.</summary>
internal sealed class BrokerMetrics
{
    private readonly Counter<long> _requests;

    /// <summary>Creates the instruments.</summary>
    public BrokerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(BrokerTelemetry.SourceName);
        _requests = meter.CreateCounter<long>("broker.requests", "{request}", "Requests answered, by outcome and mode.");
    }

    /// <summary>Counts one request.</summary>
    /// <param name="error">Why it failed; null where it did not.</param>
    /// <param name="mode">What was done with it; null unless it passed every check.</param>
    public void RequestAnswered(BrokerError? error, BrokerMode? mode) => _requests.Add(
        1,
        new KeyValuePair<string, object?>(BrokerTelemetry.Outcome, error?.Code() ?? "ok"),
        new KeyValuePair<string, object?>(BrokerTelemetry.Mode, mode?.Text() ?? "none"));
}
