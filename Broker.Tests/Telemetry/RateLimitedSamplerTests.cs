using System.Diagnostics;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Broker.Tests.Telemetry;

/// <summary>Which traces are kept, and that nothing is collected where nobody asked for it. Alone: brokers of other tests would keep these traces.</summary>
[CollectionDefinition(nameof(RateLimitedSamplerTests), DisableParallelization = true)]
[Collection(nameof(RateLimitedSamplerTests))]
public sealed class RateLimitedSamplerTests : IDisposable
{
    private const int Limit = RateLimitedSampler.DefaultLimit;
    private readonly ActivitySource _source = new("Broker.Tests." + nameof(RateLimitedSamplerTests));
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _source.Dispose();

    [Fact]
    public void Traces_BeginningInOneSecond_AreKeptUpToTheLimit()
    {
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(_source.Name).SetSampler(new RateLimitedSampler(Limit, _clock)).Build();
        Assert.Equal(Limit, CountRecorded(2 * Limit));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Limit, CountRecorded(2 * Limit));
    }

    [Theory]
    [InlineData(null, Limit)]
    [InlineData("", Limit)]
    [InlineData("always_on", 10 * Limit)]
    [InlineData("always_off", 0)]
    public void Traces_OfAService_AreKeptUpToTheLimitUnlessASamplerIsChosen(string? sampler, int most)
    {
        using var app = Build(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_TRACES_SAMPLER", sampler));
        _ = app.Services.GetRequiredService<TracerProvider>();

        // The limit of a running service is one of its clock: seconds may end meanwhile.
        var (least, greatest) = most == Limit ? (Limit / 2, (10 * Limit) - 1) : (most, most);
        Assert.InRange(CountRecorded(10 * Limit), least, greatest);
    }

    [Fact]
    public void Traces_BegunElsewhere_AreKeptWhateverTheRate()
    {
        using var app = Build(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        _ = app.Services.GetRequiredService<TracerProvider>();
        var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

        Assert.Equal(2 * Limit, CountRecorded(2 * Limit, caller));
    }

    [Fact]
    public async Task Broker_WithoutCollector_CollectsNothing()
    {
        await using var broker = await RunningBroker.StartAsync();

        Assert.Null(broker.Services.GetService<TracerProvider>());
    }

    private static WebApplication Build(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.AddServiceDefaults();
        builder.WebHost.UseKestrelCore();
        return builder.Build();
    }

    private int CountRecorded(int begun, ActivityContext caller = default) => Enumerable.Range(0, begun).Count(_ =>
    {
        using var activity = _source.StartActivity("span", ActivityKind.Server, caller);
        return activity is { Recorded: true };
    });
}
