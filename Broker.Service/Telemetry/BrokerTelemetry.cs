using System.Diagnostics;

namespace Broker.Service.Telemetry;

/// <summary>The broker's activity source and helpers for its spans. Attributes come from closed sets or configuration.</summary>
internal static class BrokerTelemetry
{
    public static ActivitySource Source { get; } = new(BoundaryNames.Source);

    /// <summary>True if the current request is recorded.</summary>
    public static bool IsRecording => Activity.Current is { IsAllDataRequested: true };

    /// <summary>Starts the span of a step; null if the request is not recorded.</summary>
    public static Activity? Start(string name) => IsRecording ? Source.StartActivity(name) : null;

    /// <summary>Adds an attribute that the span does not have yet; does nothing for null.</summary>
    public static void SetTagIfNotNull(this Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.AddTag(name, value);
        }
    }

    /// <summary>Keeps a started span from being exported.</summary>
    public static void SuppressExport(this Activity activity)
    {
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>Marks a span as failed, with an error code.</summary>
    public static void SetError(this Activity? activity, string code)
    {
        activity?.SetTag(BoundaryNames.ErrorType, code);
        activity?.SetStatus(ActivityStatusCode.Error, code);
    }
}
