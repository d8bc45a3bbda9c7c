using Microsoft.Extensions.Logging.Testing;

namespace Broker.Tests.Infrastructure;

internal static class FakeLogs
{
    /// <summary>What was logged, as it would be printed.</summary>
    public static IReadOnlyList<string> Lines(this FakeLogger logger) => [.. logger.Collector.GetSnapshot().Select(record => $"{record.Message}{record.Exception}")];
}
