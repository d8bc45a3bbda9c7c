using Broker.AppHost.Embedded.Dashboard.Scan;

namespace Broker.Tests.Dashboard;

/// <summary>A key that tests put where none should be.</summary>
internal static class PlantedKey
{
    public const string Key = "sk-planted-0123456789";

    /// <summary>A scan for it, and for another that is too short to be looked for.</summary>
    public static SecretScan Scan() => new([new("provider-key", Key), new("short", "1234567")], TimeProvider.System);
}
