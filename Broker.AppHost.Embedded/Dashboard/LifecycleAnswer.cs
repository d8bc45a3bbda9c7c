namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>What became of a wish to start, stop or restart a resource.</summary>
internal enum LifecycleAnswer
{
    /// <summary>It has ended, or is being started.</summary>
    Done,

    /// <summary>There is no such resource, or none that could be started at all.</summary>
    NotFound,

    /// <summary>That makes no sense in the state it is in.</summary>
    NotNow,
}
