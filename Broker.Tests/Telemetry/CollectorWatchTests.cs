using System.Diagnostics;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Broker.Tests.Telemetry;

// The exporters of other tests complain in this process as well.
[CollectionDefinition(nameof(CollectorWatchTests), DisableParallelization = true)]
[Collection(nameof(CollectorWatchTests))]
public sealed class CollectorWatchTests : IDisposable
{
    private const string Refusing = "http://127.0.0.1:9/v1/traces";
    private readonly ActivitySource _source = new(nameof(CollectorWatchTests));
    private readonly FakeTimeProvider _clock = new();
    private readonly CollectorWatch _watch;

    public CollectorWatchTests() => _watch = new CollectorWatch(_clock);

    public void Dispose()
    {
        _watch.Dispose();
        _source.Dispose();
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc, "http://127.0.0.1:9")]
    [InlineData(OtlpExportProtocol.HttpProtobuf, Refusing)]
    public void Spans_CollectorRefusesConnections_AreNotMadeUntilTheRestIsOver(OtlpExportProtocol protocol, string endpoint)
    {
        using var tracing = Export(protocol, endpoint, out var sampler);
        Assert.True(sampler.CouldBegin(default));
        Assert.True(IsRecorded());

        tracing.ForceFlush();
        Assert.False(sampler.CouldBegin(default));
        Assert.False(sampler.CouldBegin(Caller()));
        Assert.False(sampler.IsMeasuring);
        Assert.False(IsRecorded());

        _clock.Advance(CollectorWatch.Rest + TimeSpan.FromSeconds(1));
        Assert.True(sampler.CouldBegin(default));
        Assert.True(IsRecorded());
    }

    [Fact]
    public void Spans_AfterTheRest_AreTriedAFewInASecondUntilNobodyComplained()
    {
        using var tracing = Export(OtlpExportProtocol.HttpProtobuf, Refusing, out var sampler);
        Assert.True(IsRecorded());
        tracing.ForceFlush();

        _clock.Advance(CollectorWatch.Rest + TimeSpan.FromSeconds(1));
        Assert.Equal(CollectorWatch.FewPerSecond, Enumerable.Range(0, 100).Count(_ => IsRecorded()));
        Assert.False(sampler.CouldBegin(Caller()));
        Assert.False(sampler.IsMeasuring);

        _clock.Advance(CollectorWatch.Trial);
        Assert.True(sampler.CouldBegin(Caller()));
        Assert.True(sampler.IsMeasuring);
        Assert.Equal(100, Enumerable.Range(0, 100).Count(_ => IsRecorded()));
    }

    [Fact]
    public void Spans_OfATraceThatBegan_AreKeptWhenTheCollectorStopsTaking()
    {
        using var tracing = Export(OtlpExportProtocol.HttpProtobuf, Refusing, out _);
        Assert.True(IsRecorded());
        using var kept = _source.StartActivity("root");
        tracing.ForceFlush();

        Assert.True(IsRecorded());
        Activity.Current = null;
        using var lost = _source.StartActivity("root");
        Assert.False(IsRecorded());
    }

    [Fact]
    public void Complaint_AboutMetrics_LeavesSpansAlone()
    {
        using var metrics = Sdk.CreateMeterProviderBuilder().AddMeter("*")
            .AddOtlpExporter(options => (options.Protocol, options.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri("http://127.0.0.1:9/v1/metrics"))).Build();
        using var meter = new System.Diagnostics.Metrics.Meter(nameof(CollectorWatchTests));
        meter.CreateCounter<int>("something").Add(1);
        metrics.ForceFlush();

        Assert.True(_watch.IsTaking);
    }

    [Theory]
    [InlineData(null, TraceRateSampler.MostPerSecond)]
    [InlineData("", TraceRateSampler.MostPerSecond)]
    [InlineData("always_on", int.MaxValue)]
    [InlineData("parentbased_always_on", int.MaxValue)]
    public void Traces_BeginningInOneSecond_AreKeptUpToTheRateUnlessTheUserWantsAll(string? setting, int most)
    {
        const int Begun = TraceRateSampler.MostPerSecond + 100;
        var sampler = CollectorSampler.For(setting)!(_watch, _clock);
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(_source.Name).SetSampler(sampler).Build();

        Assert.Equal(Math.Min(most, Begun), Enumerable.Range(0, Begun).Count(_ => IsRecorded()));
        Assert.Equal(most > Begun, sampler.CouldBegin(default));
        Assert.True(sampler.CouldBegin(Caller()));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(IsRecorded());
    }

    [Fact]
    public void Traces_BegunElsewhere_AreKeptWhateverTheRate()
    {
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(_source.Name).SetSampler(CollectorSampler.For(null)!(_watch, _clock)).Build();
        var caller = Caller();

        Assert.Equal(2 * TraceRateSampler.MostPerSecond, Enumerable.Range(0, 2 * TraceRateSampler.MostPerSecond).Count(_ =>
        {
            using var activity = _source.StartActivity("span", ActivityKind.Server, caller);
            return activity is { Recorded: true };
        }));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("always_on", true)]
    [InlineData("parentbased_always_on", true)]
    [InlineData("always_off", false)]
    [InlineData("traceidratio", false)]
    public void Sampler_OfTheUser_IsLeftAlone(string? setting, bool wrapped) => Assert.Equal(wrapped, CollectorSampler.For(setting) is not null);

    [Fact]
    public async Task Broker_WithoutCollector_MakesNoSpans()
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Null(broker.Services.GetService<TracerProvider>());
    }

    private bool IsRecorded()
    {
        using var activity = _source.StartActivity("span");
        return activity is { Recorded: true };
    }

    private static ActivityContext Caller() =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    private TracerProvider Export(OtlpExportProtocol protocol, string endpoint, out CollectorSampler sampler) => Sdk.CreateTracerProviderBuilder()
        .AddSource(_source.Name)
        .SetSampler(sampler = CollectorSampler.For("always_on")!(_watch, _clock))
        .AddOtlpExporter(options =>
        {
            options.Protocol = protocol;
            options.Endpoint = new Uri(endpoint);
        })
        .Build();
}
