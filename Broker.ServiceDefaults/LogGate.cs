using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Exports no record of a trace that <see cref="CollectorSampler"/> did not begin, and none while the collector takes nothing, unless it is
/// a warning or worse. Other providers, such as the console, are not concerned.
/// </summary>
/// <param name="collector">Knows whether the collector takes anything.</param>
internal sealed class LogGate(CollectorWatch collector) : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string? Exporting = typeof(OpenTelemetryLoggerProvider).FullName;

    /// <inheritdoc/>
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule for one provider hides all those that name none; so each of them is said again for this one.
        LoggerFilterRule[] general = [.. options.Rules.Where(rule => rule.ProviderName is null)];
        options.Rules.Add(Gated(null, options.MinLevel, null));
        foreach (var rule in general)
        {
            options.Rules.Add(Gated(rule.CategoryName, rule.LogLevel, rule.Filter));
        }
    }

    private LoggerFilterRule Gated(string? category, LogLevel? level, Func<string?, string?, LogLevel, bool>? filter) =>
        new(Exporting, category, level, filter is null
            ? (_, _, at) => IsOpen(at)
            : (provider, name, at) => IsOpen(at) && filter(provider, name, at));

    private bool IsOpen(LogLevel level) => level >= LogLevel.Warning || Activity.Current switch
    {
        { Recorded: true } => true,
        // Without a trace, or where whoever sent the request decided about it, nobody has decided about records.
        null or { HasRemoteParent: true } => collector.IsTaking,
        _ => false,
    };
}
