using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>Commands that run the system's own shell, named as the program it is. Nothing of the developer's environment gets in.</summary>
internal static class TestShell
{
    /// <summary>Why a test is not for Windows.</summary>
    public const string UnixOnly = "Needs what /bin/sh can do; the Windows shell offers no way to say it.";

    /// <summary>Just enough for system programs to be found and to run.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = OperatingSystem.IsWindows()
        ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["PATH"] = System.Environment.SystemDirectory,
            ["SystemRoot"] = System.Environment.GetFolderPath(System.Environment.SpecialFolder.Windows),
        }
        : new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };

    /// <summary>A command that runs a script.</summary>
    /// <param name="unix">The script for <c>/bin/sh</c>.</param>
    /// <param name="windows">The script for <c>cmd.exe</c>; null when there is none.</param>
    /// <param name="outputLimit">Most bytes it may print.</param>
    public static CommandSpec Script(string unix, string? windows = null, int outputLimit = 65_536)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && windows is null, UnixOnly);
        return new CommandSpec
        {
            Argv = OperatingSystem.IsWindows() ? ["cmd.exe", "/d", "/c", windows ?? ""] : ["/bin/sh", "-c", unix],
            Environment = Environment,
            OutputLimit = outputLimit,
        };
    }
}
