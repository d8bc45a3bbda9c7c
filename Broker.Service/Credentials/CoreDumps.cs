using System.Globalization;
using System.Runtime.InteropServices;
using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>
/// Keeps the broker's memory, and the key in it, out of the files that are written when a process crashes. Programs that the broker runs
/// are no less able: the limit on core files is all they inherit.
/// </summary>
internal static partial class CoreDumps
{
    private const int CoreFileSize = 4;
    private const int SetDumpable = 4;

    // The runtime's own dumps, under the names it reads.
    private static readonly string[] RuntimeSwitches = ["DOTNET_DbgEnableMiniDump", "COMPlus_DbgEnableMiniDump"];

    /// <summary>Turns them off as far as the system lets a process do so.</summary>
    /// <param name="environment">Where the runtime's own dumps are turned on.</param>
    /// <returns>What to warn of: what could not be turned off.</returns>
    public static IReadOnlyList<string> TurnOff(IProcessEnvironment environment)
    {
        var warnings = new List<string>();
        if ((OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && SetLimit(CoreFileSize, default) != 0)
        {
            warnings.Add(Describe("setrlimit"));
        }

        // A core dump that goes to a program, as systemd's does, heeds this and not the limit. It also keeps other programs of the
        // same user from attaching to the broker and reading its memory.
        if (OperatingSystem.IsLinux() && SetProcess(SetDumpable, 0, 0, 0, 0) != 0)
        {
            warnings.Add(Describe("prctl"));
        }

        warnings.AddRange(RuntimeSwitches
            .Where(name => environment.Variables.TryGetValue(name, out var value) && IsOn(value))
            .Select(name => $"{name} is set: if the broker crashes, the runtime may write its memory, and the key in it, to a file. Unset it."));
        return warnings;
    }

    // The runtime reads its switches as hexadecimal numbers.
    private static bool IsOn(string value) =>
        uint.TryParse(value.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) && number != 0;

    private static string Describe(string call) => string.Create(
        CultureInfo.InvariantCulture,
        $"Core dumps could not be turned off ({call}: error {Marshal.GetLastPInvokeError()}). If the broker crashes, its memory, and the key in it, may be written to a file.");

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int SetProcess(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        public readonly nuint Soft;
        public readonly nuint Hard;
    }
}
