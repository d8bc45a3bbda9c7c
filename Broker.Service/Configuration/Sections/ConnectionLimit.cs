using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Sections;

/// <summary>
/// How many connections may be open at once. Each takes a file descriptor, and one more towards the upstream: a process that runs out of
/// them is aborted by the runtime.
/// </summary>
internal static partial class ConnectionLimit
{
    /// <summary>Fewest connections that a broker starts with.</summary>
    public const int Least = 16;

    private const int Most = 4096;

    // Assemblies, the event log, logs and a secret command. The runtime keeps a descriptor for each assembly; a native program has none.
    private static readonly int Reserve = RuntimeFeature.IsDynamicCodeSupported ? 200 : 64;

    /// <summary>Returns the limit, and shows it.</summary>
    public static int Read(SettingsNode root)
    {
        var files = OpenFiles();
        var connections = ForOpenFiles(files);
        root.ShowAt(
            "connections",
            $"{connections.ToString(CultureInfo.InvariantCulture)} at once",
            files is { } limit && connections < Most ? SettingOrigin.OpenFiles(limit) : SettingOrigin.Default);
        return connections;
    }

    /// <summary>Returns the limit for a process that may have so many files open; null for any number.</summary>
    public static int ForOpenFiles(ulong? files) => files < (ulong)(Reserve + (2 * Most)) ? (int)Math.Max(0, ((long)files - Reserve) / 2) : Most;

    /// <summary>Returns what to say where too few files may be open; null where there are enough.</summary>
    public static string? FindProblem(int connections) => connections >= Least
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"This process may have too few files open for {Least} connections. Raise the limit to {Reserve + (2 * Least)} or more (ulimit -n, LimitNOFILE of systemd).");

    // Windows has no such limit.
    private static ulong? OpenFiles()
    {
        int? resource = OperatingSystem.IsLinux() ? 7 : OperatingSystem.IsMacOS() ? 8 : null;
        return resource is { } files && GetLimit(files, out var limit) == 0 ? limit.Soft : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
