using System.Diagnostics.Tracing;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Notices when the collector does not take spans: the exporter says so in events of its own. For a while after that they are not
/// worth making; when the while is over a few are tried, and if nothing is said against them for another while, all are made again.
/// </summary>
internal sealed class CollectorWatch : EventListener
{
    /// <summary>How long nothing is made after the exporter complained. Long beside the seconds that a trial lasts, short for somebody who has just started a dashboard.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    /// <summary>How long only a few are tried: longer than the exporter waits before it sends and then for an answer.</summary>
    public static readonly TimeSpan Trial = TimeSpan.FromSeconds(20);

    /// <summary>Traces in a second of the trial.</summary>
    public const int FewPerSecond = 5;

    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private readonly TimeProvider _time;
    private readonly TraceRate _few;
    private long _complained;

    /// <summary>Listens by the system's clock.</summary>
    public CollectorWatch()
        : this(TimeProvider.System)
    {
    }

    /// <summary>Listens.</summary>
    /// <param name="time">What measures the rest.</param>
    public CollectorWatch(TimeProvider time) => (_time, _few) = (time, new TraceRate(FewPerSecond, time));

    /// <summary>Whether what is made now can be expected to arrive.</summary>
    public bool IsTaking => Now != State.Resting;

    /// <summary>Whether it can be, and no trial is under way.</summary>
    public bool IsTrusted => Now == State.Trusted;

    /// <summary>Whether <see cref="TryBegin"/> would let a trace begin.</summary>
    public bool CouldBegin => Now switch
    {
        State.Resting => false,
        State.OnTrial => _few.HasLeft,
        _ => true,
    };

    /// <summary>Whether a trace may begin now.</summary>
    public bool TryBegin() => Now switch
    {
        State.Resting => false,
        State.OnTrial => _few.TryTake(),
        _ => true,
    };

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base class calls this from its constructor on, when there is no clock yet.
        if (_time is { } time && eventData.Payload is [string endpoint, ..] && TakesSpans(endpoint))
        {
            Volatile.Write(ref _complained, time.GetTimestamp());
        }
    }

    private State Now
    {
        get
        {
            var complained = Volatile.Read(ref _complained);
            if (complained == 0)
            {
                return State.Trusted;
            }

            var since = _time.GetElapsedTime(complained);
            if (since > Rest + Trial)
            {
                Interlocked.CompareExchange(ref _complained, 0, complained);
                return State.Trusted;
            }

            return since > Rest ? State.OnTrial : State.Resting;
        }
    }

    /// <summary>A collector may take spans and know nothing of metrics or logs. The paths are those of the OTLP specification, over HTTP and over gRPC.</summary>
    private static bool TakesSpans(string endpoint) =>
        endpoint.Contains("/v1/traces", StringComparison.Ordinal) || endpoint.Contains("TraceService", StringComparison.Ordinal);

    private enum State
    {
        Resting,
        OnTrial,
        Trusted,
    }
}
