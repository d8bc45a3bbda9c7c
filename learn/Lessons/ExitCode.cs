namespace Broker.Lessons;

/// <summary>What the shell learns from a check.</summary>
internal static class ExitCode
{
    /// <summary>Everything was as the lesson says.</summary>
    public const int Passed = 0;

    /// <summary>Something was not.</summary>
    public const int Failed = 1;

    /// <summary>The command line made no sense.</summary>
    public const int Misused = 2;
}
