using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Infrastructure;

/// <summary>The measurements that one broker takes with its own instruments, and its server with those for requests.</summary>
internal sealed class CollectedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly ConcurrentDictionary<string, Measurement> _observed = new();
    private IMeterFactory? _meters;

    public CollectedMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Another test's broker has the same instruments; its factory tells them apart.
            if (instrument.Meter.Name is "Broker.Service" or "Microsoft.AspNetCore.Hosting" && instrument.Meter.Scope == _meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
    }

    /// <summary>Each measurement; of an instrument that is observed, the last for each set of tags.</summary>
    public IReadOnlyList<Measurement> Of(string instrument)
    {
        _listener.RecordObservableInstruments();
        return [.. _measurements.Concat(_observed.Values).Where(measurement => measurement.Instrument == instrument)];
    }

    /// <summary>The first measurement, once it is there: the server takes its own when the answer is gone.</summary>
    public async Task<Measurement> FirstAsync(string instrument, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Of(instrument) is [var first, ..])
            {
                return first;
            }

            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Listens to a broker that has started.</summary>
    public void ListenTo(IServiceProvider services)
    {
        _meters = services.GetRequiredService<IMeterFactory>();
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var measurement = new Measurement(instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? ""));
        if (instrument.IsObservable)
        {
            _observed[$"{instrument.Name} {string.Join(' ', measurement.Tags)}"] = measurement;
        }
        else
        {
            _measurements.Enqueue(measurement);
        }
    }

    internal sealed record Measurement(string Instrument, double Value, IReadOnlyDictionary<string, string> Tags);
}
