namespace Broker.Service.Configuration;

/// <summary>What the process tells whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Ended as asked.</summary>
    public const int Success = 0;

    /// <summary>Anything that is not the user's configuration: a port that is taken, for one.</summary>
    public const int Failure = 1;

    /// <summary>Bad command line or configuration; the reasons are on stderr.</summary>
    public const int BadConfiguration = 2;
}
