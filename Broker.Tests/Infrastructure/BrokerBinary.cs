namespace Broker.Tests.Infrastructure;

/// <summary>
/// The broker that tests start as a process: the one that was built with them, or the program whose path <c>BROKER_BINARY</c> has, so that
/// the same tests try a Native AOT build.
/// </summary>
internal static class BrokerBinary
{
    /// <summary>The other program's path; null for the one that was built with the tests.</summary>
    public static string? Other { get; } = Environment.GetEnvironmentVariable("BROKER_BINARY") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>A command line that starts it.</summary>
    /// <param name="dotnet">What runs the one that was built with the tests.</param>
    /// <param name="arguments">Its arguments.</param>
    public static (string Program, string[] Arguments) CommandLine(string dotnet, params string[] arguments) => Other is null
        ? (dotnet, [Path.Combine(AppContext.BaseDirectory, "Broker.Service.dll"), .. arguments])
        : (Other, arguments);
}
