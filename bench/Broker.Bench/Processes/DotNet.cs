using System.Runtime.InteropServices;

namespace Broker.Bench.Processes;

/// <summary>The .NET that runs this program, for its children.</summary>
internal static class DotNet
{
    /// <summary>Full path of <c>dotnet</c>.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
