using System.Collections.Concurrent;
using System.Diagnostics;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Broker.Tests.Telemetry;

/// <summary>The log line of a request belongs to the request's own span, so that a dashboard leads from one to the other.</summary>
public class RequestLogTraceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/responses", false, 3)]
    [InlineData("/nowhere", false, 2)]
    [InlineData("/v1/responses", true, 4)]
    public async Task Line_OfARequest_HasTheServerSpansTrace(string path, bool isProxied, int spans)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        using var collected = new CollectedSpans();
        var logs = new Logs();
        void Customize(IServiceCollection services)
        {
            collected.AddTo(services);
            services.AddLogging(logging => logging.AddOpenTelemetry(options => options.AddProcessor(logs)));
        }

        await using var broker = isProxied
            ? await RunningBroker.StartProxyAsync(upstream.Url, customize: Customize)
            : await RunningBroker.StartAsync(customize: Customize);
        using var request = RunningBroker.Request(path, "{}");
        request.Headers.Add("traceparent", collected.TraceParent);
        using var answer = await broker.Client.SendAsync(request, Cancel);

        var server = (await collected.WaitAsync(spans, Cancel)).Single(span => span.Kind == ActivityKind.Server);
        Assert.Equal((collected.TraceId, server.SpanId), Assert.Single(logs.OfRequests));
    }

    private sealed class Logs : BaseProcessor<LogRecord>
    {
        private readonly ConcurrentQueue<(ActivityTraceId, ActivitySpanId)> _ofRequests = new();

        public IReadOnlyCollection<(ActivityTraceId Trace, ActivitySpanId Span)> OfRequests => _ofRequests;

        public override void OnEnd(LogRecord data)
        {
            if (data.CategoryName?.EndsWith(".RequestLog", StringComparison.Ordinal) == true)
            {
                _ofRequests.Enqueue((data.TraceId, data.SpanId));
            }
        }
    }
}
