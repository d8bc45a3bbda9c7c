using System.Diagnostics;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Broker.Tests.Telemetry;

/// <summary>What is measured of each request, while a collector takes it and while none does.</summary>
public sealed class MeasurementTests
{
    private const string Chat = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""";
    private static readonly string[] Measured = ["gen_ai.client.operation.duration", "http.server.request.duration"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Measurements_WhileTheCollectorTakesNothing_AreNotTakenButRequestsAreCounted()
    {
        var collector = new Collector();
        using var metrics = new CollectedMetrics();
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.StatusCode = collector.IsMeasuring ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            return context.Response.WriteAsync("{}");
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: services => services.AddSingleton<ITelemetryAdmission>(collector));
        metrics.ListenTo(broker.Services);

        (await broker.Client.SendAsync(RunningBroker.Request("/v1/chat/completions", Chat), Cancel)).Dispose();
        collector.IsMeasuring = true;
        (await broker.Client.SendAsync(RunningBroker.Request("/v1/chat/completions", Chat), Cancel)).Dispose();

        foreach (var name in Measured)
        {
            _ = await metrics.FirstAsync(name, Cancel);
            Assert.Equal("429", Assert.Single(metrics.Of(name)).Tags[name.StartsWith("http", StringComparison.Ordinal) ? "http.response.status_code" : "error.type"]);
        }

        Assert.Equal(2, Assert.Single(metrics.Of("broker.requests")).Value);
    }

    private sealed class Collector : ITelemetryAdmission
    {
        public bool IsMeasuring { get; set; }

        public bool CouldBegin(in ActivityContext parent) => true;
    }
}
