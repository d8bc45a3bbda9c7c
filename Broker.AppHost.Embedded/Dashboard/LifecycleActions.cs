namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>What can be done to a resource as a whole.</summary>
[Flags]
public enum LifecycleActions
{
    /// <summary>Nothing, now or ever.</summary>
    None = 0,

    /// <summary>It does not run and can be started.</summary>
    Start = 1,

    /// <summary>It runs, or is about to, and can be stopped.</summary>
    Stop = 2,

    /// <summary>It runs and can be stopped and started again.</summary>
    Restart = 4,
}
