namespace Broker.Service.Configuration;

/// <summary>Exit codes of the process.</summary>
internal static class ExitCode
{
    /// <summary>The process ended as asked.</summary>
    public const int Success = 0;

    /// <summary>A failure other than of configuration: a port is taken, or an event log was changed.</summary>
    public const int Failure = 1;

    /// <summary>Invalid command line or configuration, or a missing event log; stderr says why.</summary>
    public const int BadConfiguration = 2;
}
