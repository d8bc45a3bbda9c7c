namespace Broker.Service.Configuration;

/// <summary>What the process tells whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Ended as asked.</summary>
    public const int Success = 0;

    /// <summary>Anything that is not the user's configuration: a port that is taken, or an event log that was changed.</summary>
    public const int Failure = 1;

    /// <summary>Bad command line or configuration, or a file to check that is not there; the reasons are on stderr.</summary>
    public const int BadConfiguration = 2;
}
