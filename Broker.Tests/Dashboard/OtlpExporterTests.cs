using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Broker.Tests.Dashboard;

/// <summary>The real exporter is what the services send with.</summary>
public class OtlpExporterTests
{
    private static readonly string[] FinishReasons = ["stop"];

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task Exporter_SendsAllSignals_TheyAreShown(OtlpExportProtocol protocol)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var name = $"{nameof(OtlpExporterTests)}.{protocol}";
        using var source = new ActivitySource(name);
        using var meter = new Meter(name);

        using (var tracing = Sdk.CreateTracerProviderBuilder().AddSource(name).SetResourceBuilder(Service()).AddOtlpExporter(options => Configure(options, "v1/traces")).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().AddMeter(name).SetResourceBuilder(Service()).AddOtlpExporter(options => Configure(options, "v1/metrics")).Build())
        using (var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options.SetResourceBuilder(Service()).AddOtlpExporter(exporter => Configure(exporter, "v1/logs")))))
        {
            using var activity = source.StartActivity("chat gpt-4o-mini", ActivityKind.Client);
            activity!.SetTag("gen_ai.usage.input_tokens", 17);
            activity.SetTag("gen_ai.response.finish_reasons", FinishReasons);
            activity.AddEvent(new("first chunk"));
            activity.SetStatus(ActivityStatusCode.Error, "it failed");
            meter.CreateCounter<long>("requests").Add(3, new KeyValuePair<string, object?>("outcome", "ok"));
            meter.CreateHistogram<double>("duration", "s").Record(0.2);
            logging.CreateLogger("category").LogForwarded("/v1/responses");
        }

        var id = (string)(await dashboard.ApiAsync("/api/traces"))["traces"]![0]!["traceId"]!;
        var trace = await dashboard.ApiAsync("/api/traces/" + id);
        var span = trace["spans"]![0]!;
        Assert.Equal("chat gpt-4o-mini", (string)span["name"]!);
        Assert.Equal("client", (string)span["kind"]!);
        Assert.Equal("error", (string)span["status"]!);
        Assert.Equal("it failed", (string)span["statusMessage"]!);
        Assert.Equal("test-service", (string)span["resource"]!);
        Assert.Equal(17, (int)span["attributes"]!["gen_ai.usage.input_tokens"]!);
        Assert.Equal("stop", (string)span["attributes"]!["gen_ai.response.finish_reasons"]![0]!);
        Assert.Equal("first chunk", (string)span["events"]![0]!["name"]!);
        Assert.Equal("Information", (string)trace["logs"]![0]!["severity"]!);

        var points = (await dashboard.ApiAsync("/api/metrics"))["metrics"]!.AsArray();
        Assert.Equal(3, (long)points.Single(point => (string)point!["name"]! == "requests")!["value"]!);
        Assert.Equal(1, (long)points.Single(point => (string)point!["name"]! == "duration")!["count"]!);

        ResourceBuilder Service() => ResourceBuilder.CreateEmpty().AddService("test-service", autoGenerateServiceInstanceId: false);

        void Configure(OtlpExporterOptions options, string path)
        {
            options.Protocol = protocol;
            options.Endpoint = protocol is OtlpExportProtocol.Grpc ? dashboard.Server.OtlpGrpcUrl : new(dashboard.Server.OtlpHttpUrl, path);
            options.Headers = "x-otlp-api-key=" + DashboardFixture.Key;
        }
    }
}
