namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>What became of a header at the boundary.</summary>
internal enum HeaderFate
{
    /// <summary>It was there.</summary>
    Sent,

    /// <summary>It crossed.</summary>
    Passed,

    /// <summary>It stayed behind.</summary>
    Withheld,

    /// <summary>The broker put it there.</summary>
    Added,
}
