using System.Diagnostics;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Commands;

/// <summary>
/// The trace that a command begins. Its first span is the dashboard's own: while it lasts it is <see cref="Activity.Current"/>, so
/// that what the command sends can name it as its cause.
/// </summary>
internal sealed class CommandTrace
{
    /// <summary>What the dashboard is called in traces.</summary>
    public const string Resource = "dashboard";

    private const int Weight = 1024;
    private static readonly Sender Dashboard = new(Resource, null, AttributeSet.Empty);
    private readonly Activity _activity;
    private readonly DateTimeOffset _start;

    /// <summary>Begins it.</summary>
    /// <param name="name">What the command is called.</param>
    /// <param name="start">When.</param>
    public CommandTrace(string name, DateTimeOffset start)
    {
        // The request or circuit that it is asked for in is not kept, and so no cause that could be shown.
        Activity.Current = null;
        _activity = new Activity(name).SetIdFormat(ActivityIdFormat.W3C);
        _activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _activity.Start();
        _start = start;
    }

    /// <summary>Its id.</summary>
    public string TraceId => _activity.TraceId.ToHexString();

    /// <summary>Ends it.</summary>
    /// <param name="resource">Whose command it was.</param>
    /// <param name="command">Its name.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="end">When.</param>
    /// <returns>The span.</returns>
    public SpanRecord End(string resource, string command, CommandOutcome outcome, DateTimeOffset end)
    {
        _activity.Stop();
        return new()
        {
            TraceId = TraceId,
            SpanId = _activity.SpanId.ToHexString(),
            Name = _activity.OperationName,
            Kind = SpanKind.Client,
            Sender = Dashboard,
            Scope = "Broker.AppHost.Embedded.Dashboard",
            Start = _start,
            End = end < _start ? _start : end,
            Status = outcome.Success ? SpanStatus.Unset : SpanStatus.Error,
            Attributes = new([new("dashboard.command", command), new("peer.service", resource)], 0, 0),
            Weight = Weight,
        };
    }
}
