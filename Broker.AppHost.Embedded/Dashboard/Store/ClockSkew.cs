namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Tells from two spans that the clocks of their processes differ.</summary>
internal static class ClockSkew
{
    // Processes on one machine read one clock, yet not in the same instant.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(1);

    /// <summary>What to add to a child's times so that it lies where it can have been; zero where it already does.</summary>
    /// <param name="parent">The span that caused it.</param>
    /// <param name="child">The caused span.</param>
    public static TimeSpan Between(TraceNode parent, SpanRecord child)
    {
        if (child.Sender.IsSameProcessAs(parent.Span.Sender))
        {
            return parent.ClockShift;
        }

        var beforeItsCause = child.Start < parent.Start - Tolerance;
        var afterItsWait = child.Kind is SpanKind.Server && parent.Span.Kind is SpanKind.Client && child.Start > parent.End + Tolerance;
        if (!beforeItsCause && !afterItsWait)
        {
            return TimeSpan.Zero;
        }

        // Nobody knows how long the way there took; half of the spare time is the usual guess.
        var spare = parent.Span.Duration - child.Duration;
        return parent.Start + (spare > TimeSpan.Zero ? spare / 2 : TimeSpan.Zero) - child.Start;
    }
}
