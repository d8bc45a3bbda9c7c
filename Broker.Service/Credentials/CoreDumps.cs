using System.Globalization;
using System.Runtime.InteropServices;
using Broker.Service.Configuration;

namespace Broker.Service.Credentials;

/// <summary>Keeps the broker's memory, and the key in it, out of crash dumps. Programs it runs inherit only the file limit.</summary>
internal static partial class CoreDumps
{
    private const int CoreFileSize = 4;
    private const int SetDumpable = 4;

    // Variables that turn on the runtime's own dumps.
    private static readonly string[] RuntimeSwitches = ["DOTNET_DbgEnableMiniDump", "COMPlus_DbgEnableMiniDump"];

    /// <summary>Turns dumps off as far as the system allows.</summary>
    /// <returns>A warning for each kind of dump that could not be turned off.</returns>
    public static IReadOnlyList<string> TurnOff(IProcessEnvironment environment)
    {
        var warnings = new List<string>();
        if ((OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && SetLimit(CoreFileSize, default) != 0)
        {
            warnings.Add(Describe("setrlimit"));
        }

        // A core dump that is piped to a program (systemd) ignores the limit and obeys this flag. The flag also keeps other programs of the
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

    // The runtime parses these variables as hexadecimal numbers.
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
