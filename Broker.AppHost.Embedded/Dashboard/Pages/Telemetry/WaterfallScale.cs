using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>Places bars on the width of a trace.</summary>
internal sealed class WaterfallScale
{
    private const double LeastWidth = 0.004;
    private readonly DateTimeOffset _start;
    private readonly TimeSpan _length;

    /// <summary>Spans the whole trace.</summary>
    /// <param name="nodes">Its spans; at least one.</param>
    public WaterfallScale(IReadOnlyList<TraceNode> nodes)
    {
        _start = nodes.Min(node => node.Start);
        _length = nodes.Max(node => node.End) - _start;
    }

    /// <summary>How long the trace took.</summary>
    public TimeSpan Length => _length;

    /// <summary>Where a bar begins and how wide it is, each as a percentage; wide enough to be seen.</summary>
    /// <param name="node">The span.</param>
    public (string Left, string Width) Bar(TraceNode node)
    {
        var width = Math.Clamp(Share(node.End - node.Start), LeastWidth, 1);
        var left = Math.Clamp(Share(node.Start - _start), 0, 1 - width);
        return (Words.Percent(left), Words.Percent(width));
    }

    /// <summary>Where a moment is, as a percentage.</summary>
    /// <param name="time">The moment, by the clock of the trace.</param>
    public string Place(DateTimeOffset time) => Words.Percent(Math.Clamp(Share(time - _start), 0, 1));

    /// <summary>How long after the beginning of the trace.</summary>
    /// <param name="time">The time, by the clock of the trace.</param>
    public TimeSpan Offset(DateTimeOffset time) => time - _start;

    private double Share(TimeSpan part) => _length > TimeSpan.Zero ? part / _length : 0;
}
