using Microsoft.Extensions.Logging;

namespace Broker.Tests.Dashboard;

internal static partial class ExporterTestLog
{
    [LoggerMessage(1, LogLevel.Information, "Forwarded {Path}.", EventName = "Forwarded")]
    public static partial void LogForwarded(this ILogger logger, string path);
}
