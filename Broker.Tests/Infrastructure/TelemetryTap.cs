using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Broker.Tests.Leaks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broker.Tests.Infrastructure;

/// <summary>Hears everything that this process tells: log lines with their scopes, every span, every measurement, whoever makes them.</summary>
internal sealed class TelemetryTap : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _logs = new();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentDictionary<string, bool> _measurements = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters;
    private IExternalScopeProvider? _scopes;

    public TelemetryTap()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            SampleUsingParentId = (ref ActivityCreationOptions<string> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);

        _meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>What loggers were given, one entry for each event.</summary>
    public IReadOnlyList<string> Logs => [.. _logs];

    /// <summary>The spans, as text.</summary>
    public IReadOnlyList<string> Spans => [.. _spans.Select(Describe)];

    /// <summary>Each instrument with each set of tags it was used with.</summary>
    public IReadOnlyList<string> Measurements
    {
        get
        {
            _meters.RecordObservableInstruments();
            return [.. _measurements.Keys];
        }
    }

    /// <summary>All of it in one text, for searching.</summary>
    public string Everything => string.Join('\n', [.. Logs, .. Spans, .. Measurements]);

    /// <summary>Listens to a broker's logs, as far as the broker lets anybody see them.</summary>
    public void Tap(IServiceCollection services) => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));

    /// <summary>Listens to a broker's logs, and to all that its framework would say if it were let.</summary>
    public void TapUnfiltered(IServiceCollection services)
    {
        Tap(services);
        services.Configure<LoggerFilterOptions>(filters => filters.Rules.Add(
            new LoggerFilterRule(typeof(TelemetryTap).FullName, categoryName: null, LogLevel.Trace, filter: null)));
    }

    public ILogger CreateLogger(string categoryName) => new TapLogger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private static string Describe(Activity span)
    {
        var tags = span.TagObjects.Concat(span.Events.SelectMany(one => one.Tags)).Select(tag => $"{tag.Key}={Text(tag.Value)}");
        // Baggage is left out: it is the host's own and stays in memory, no exporter sends it.
        return $"{span.Source.Name} {span.OperationName} {span.DisplayName} {span.StatusDescription} {span.TraceStateString} {string.Join(' ', tags)}";
    }

    private static string Text(object? value) => value is string[] list
        ? string.Join(',', list)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={Text(tag.Value)}"));
        _measurements[$"{instrument.Meter.Name} {instrument.Name} {labels}"] = value is not null;
    }

    private sealed class TapLogger(TelemetryTap tap, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => tap._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            tap._scopes?.ForEachScope((scope, list) => list.Add($"{scope}"), scopes);
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => Text(pair.Value))) : "";
            var line = $"{category} {logLevel} {eventId.Name} {formatter(state, exception)} {exception} {values} {string.Join(' ', scopes)}";
            LeakOracle.OfThisRun.See("log", line);
            tap._logs.Enqueue(line);
        }
    }
}
