using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard.Pages;

/// <summary>Gives each severity its colour.</summary>
internal static class LogTone
{
    /// <summary>The style class that carries the colour.</summary>
    /// <param name="severity">OTLP's number.</param>
    public static string Of(int severity) => severity switch
    {
        >= LogSeverity.Error => "bad",
        >= LogSeverity.Warning => "busy",
        _ => "calm",
    };
}
