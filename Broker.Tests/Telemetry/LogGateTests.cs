using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Broker.Tests.Telemetry;

/// <summary>Which log records are exported: those of traces that are, and every warning.</summary>
public sealed class LogGateTests : IDisposable
{
    private static readonly ActivitySource Source = new(nameof(LogGateTests));
    private readonly List<string> _exported = [];
    private readonly CollectorWatch _watch = new();
    private readonly ServiceProvider _services;
    private readonly ILoggerFactory _loggers;

    public LogGateTests()
    {
        // The gate's rule would hide these two, if it did not repeat them.
        _services = new ServiceCollection()
            .AddLogging(logging => logging
                .AddFilter("Framework", LogLevel.Warning)
                .AddFilter("Silent", LogLevel.None)
                .AddOpenTelemetry(options => options.AddProcessor(new SimpleLogRecordExportProcessor(new Exporter(_exported)))))
            .AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(new LogGate(_watch))
            .BuildServiceProvider();
        _loggers = _services.GetRequiredService<ILoggerFactory>();
    }

    public void Dispose()
    {
        _services.Dispose();
        _watch.Dispose();
    }

    [Theory]
    [InlineData("kept", true)]
    [InlineData("not kept", false)]
    [InlineData("not kept by the host", true)]
    [InlineData("none", true)]
    public void Record_OfARequest_IsExportedIfItsTraceIs(string trace, bool isExported)
    {
        using var activity = Begin(trace);

        LogAll("Broker.Service");

        Assert.Equal(isExported ? ["Information", "Warning", "Error"] : ["Warning", "Error"], _exported);
    }

    [Fact]
    public void Filter_OfACategory_HoldsForTheExporterToo()
    {
        LogAll("Framework.Hosting");
        LogAll("Silent");

        Assert.Equal(["Warning", "Error"], _exported);
    }

    private static Activity? Begin(string trace)
    {
        if (trace == "none")
        {
            return null;
        }

        // As the server does it: the source makes an activity whoever records it. It has to be there before somebody listens to it.
        var own = Source;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == own,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                trace == "kept" ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(listener);
        var host = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
        var activity = own.StartActivity("request", ActivityKind.Server, trace == "not kept by the host" ? host : default)!;
        // Another test may listen to whatever there is.
        activity.ActivityTraceFlags = trace == "kept" ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
        return activity;
    }

    private void LogAll(string category)
    {
        var logger = _loggers.CreateLogger(category);
        foreach (var level in (LogLevel[])[LogLevel.Information, LogLevel.Warning, LogLevel.Error])
        {
            logger.Log(level, default, "record", null, (text, _) => text);
        }
    }

    private sealed class Exporter(List<string> exported) : BaseExporter<LogRecord>
    {
        public override ExportResult Export(in Batch<LogRecord> batch)
        {
            foreach (var record in batch)
            {
                exported.Add($"{record.LogLevel}");
            }

            return ExportResult.Success;
        }
    }
}
