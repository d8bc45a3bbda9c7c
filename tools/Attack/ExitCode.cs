namespace Broker.Attacks;

/// <summary>What the shell learns from a run.</summary>
internal static class ExitCode
{
    /// <summary>Whatever could be judged held.</summary>
    public const int Held = 0;

    /// <summary>Something is open.</summary>
    public const int Open = 1;

    /// <summary>The command line made no sense, or nobody listens.</summary>
    public const int Misused = 2;
}
