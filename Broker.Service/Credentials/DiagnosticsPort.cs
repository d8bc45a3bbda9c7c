using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Broker.Service.Credentials;

/// <summary>
/// Closes the runtime's diagnostics port. Through it any program of the same user reads the environment of this process, and the key in it,
/// traces its sockets or loads a profiler into it. The runtime looks at the variable that closes the port only when it starts, so the process
/// sets the variable and executes its own program again, in place and under the same process number.
/// </summary>
/// <remarks>
/// A native program is linked without the port. On Windows no process can execute another program in its place; there, the variable has to be
/// set before the broker starts.
/// </remarks>
internal static partial class DiagnosticsPort
{
    /// <summary>The runtime's variable: <c>0</c> closes the port, <c>1</c> keeps it open.</summary>
    public const string Variable = "DOTNET_EnableDiagnostics";

    private const string Danger = "Any program of this user can read the key and the caller tokens through it.";

    private const string CommandLineFile = "/proc/self/cmdline";

    /// <summary>
    /// Starts this program again without a diagnostics port, and does not return then. Returns if the port is closed, if the owner set the
    /// variable, under a debugger, and where the program cannot be executed again.
    /// </summary>
    /// <param name="args">The arguments of the program.</param>
    /// <returns>A warning that the port is open; null if it is closed.</returns>
    public static string? Close(string[] args)
    {
        // In a test's process, the program is the test's.
        if (!RuntimeFeature.IsDynamicCodeSupported || Debugger.IsAttached || Assembly.GetEntryAssembly() != typeof(DiagnosticsPort).Assembly)
        {
            return null;
        }

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value)
        {
            return value.Trim() == "0" ? null : $"{Variable} is set to keep the runtime's diagnostics port open. {Danger}";
        }

        if (!OperatingSystem.IsWindows() && Environment.ProcessPath is { } program)
        {
            RemoveEndpoints();
            ExecuteAgain(program, args);
        }

        return $"The runtime's diagnostics port is open; {Variable}=0 closes it. {Danger}";
    }

    /// <summary>Removes the port's files, which would be left behind.</summary>
    private static void RemoveEndpoints()
    {
        var id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        try
        {
            foreach (var pattern in (string[])[$"dotnet-diagnostic-{id}-*-socket", $"clr-debug-pipe-{id}-*-in", $"clr-debug-pipe-{id}-*-out"])
            {
                foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), pattern))
                {
                    File.Delete(file);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A file without a process behind it tells nothing.
        }
    }

    /// <summary>Executes the program in place of this process, whose environment it keeps byte for byte; returns only if that fails.</summary>
    private static unsafe void ExecuteAgain(string program, string[] args)
    {
        if (SetVariable(Variable, "0", overwrite: 1) == 0)
        {
            Execute(program, ToPointers(Arguments(program, args)));
        }
    }

    /// <summary>Returns the arguments of this process in UTF-8, its name first.</summary>
    private static IEnumerable<byte[]> Arguments(string program, string[] args)
    {
        if (File.Exists(CommandLineFile))
        {
            var line = File.ReadAllBytes(CommandLineFile);
            while (line.IndexOf((byte)0) is >= 0 and var end)
            {
                yield return line[..end];
                line = line[(end + 1)..];
            }

            yield break;
        }

        // The program is the broker's own, or "dotnet", which is told what to run.
        string[] own = Path.GetFileName(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        foreach (var argument in (string[])[program, .. own, .. args])
        {
            yield return Encoding.UTF8.GetBytes(argument);
        }
    }

    /// <summary>Returns an array of C strings that ends with null. Nobody frees it: the process becomes another one, or goes on with it.</summary>
    private static unsafe byte** ToPointers(IEnumerable<byte[]> texts)
    {
        byte[][] all = [.. texts];
        var pointers = (byte**)NativeMemory.AllocZeroed((nuint)all.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < all.Length; i++)
        {
            pointers[i] = (byte*)NativeMemory.AllocZeroed((nuint)all[i].Length + 1);
            all[i].CopyTo(new Span<byte>(pointers[i], all[i].Length));
        }

        return pointers;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Execute(string program, byte** arguments);
}
