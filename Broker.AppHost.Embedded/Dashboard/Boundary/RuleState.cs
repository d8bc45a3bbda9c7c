namespace Broker.AppHost.Embedded.Dashboard.Boundary;

/// <summary>What a check decided.</summary>
internal enum RuleState
{
    /// <summary>The request may go on.</summary>
    Passed,

    /// <summary>The request ends here.</summary>
    Refused,

    /// <summary>The broker answered here by itself, such as about its health.</summary>
    Answered,

    /// <summary>Something before it had decided.</summary>
    NotReached,
}
