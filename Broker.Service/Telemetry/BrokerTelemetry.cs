using System.Diagnostics;

namespace Broker.Service.Telemetry;

/// <summary>The broker's activity source, and what its spans have in common. Every value comes from a closed set or from configuration.</summary>
internal static class BrokerTelemetry
{
    /// <summary>The source of the broker's own spans.</summary>
    public static ActivitySource Source { get; } = new(BoundaryNames.Source);

    /// <summary>Whether the request at hand is recorded.</summary>
    public static bool IsRecording => Activity.Current is { IsAllDataRequested: true };

    /// <summary>Begins a step's span; null where the request is not recorded.</summary>
    /// <param name="name">Its name.</param>
    public static Activity? Start(string name) => IsRecording ? Source.StartActivity(name) : null;

    /// <summary>Adds an attribute that the span does not have yet, unless there is nothing to say.</summary>
    public static void SetTagIfNotNull(this Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.AddTag(name, value);
        }
    }

    /// <summary>Keeps a span that has begun from being sent.</summary>
    public static void SuppressExport(this Activity activity)
    {
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>Marks a step as failed, for the reason that its error code names.</summary>
    public static void SetError(this Activity? activity, string code)
    {
        activity?.SetTag(BoundaryNames.ErrorType, code);
        activity?.SetStatus(ActivityStatusCode.Error, code);
    }
}
