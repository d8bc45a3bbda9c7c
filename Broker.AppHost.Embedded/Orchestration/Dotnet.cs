using System.Runtime.InteropServices;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The <c>dotnet</c> that the app host itself runs on.</summary>
internal static class Dotnet
{
    /// <summary>
    /// Its full path, found from the running runtime (<c>…/shared/Microsoft.NETCore.App/10.0.x</c>); the bare name where that is
    /// laid out differently.
    /// </summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(path) ? path : name;
    }
}
