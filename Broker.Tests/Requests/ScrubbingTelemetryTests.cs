using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using static Broker.Tests.Requests.EchoedKey;

namespace Broker.Tests.Requests;

/// <summary>How often the key was masked stands in the event, the span and a metric.</summary>
public class ScrubbingTelemetryTests
{
    [Fact]
    public async Task Answer_WithTheKey_IsToldByEventSpanAndMetric()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.Headers["X-Echo"] = Key;
            return context.Response.WriteAsync($"{Key} {Key}");
        });
        using var spans = new CollectedSpans();
        using var metrics = new CollectedMetrics();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: spans.AddTo);
        metrics.ListenTo(broker.Services);
        var request = RunningBroker.Request("/v1/responses", "{}");
        request.Headers.Add("traceparent", spans.TraceParent);

        using var answer = await broker.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var line = EventAssert.Single(broker, "/v1/responses", ok: true, 200, mode: "proxy");
        Assert.Equal(3, line.GetProperty("masked").GetInt64());
        var forwarded = (await spans.WaitAsync(4, TestContext.Current.CancellationToken)).Single(span => span.GetTagItem("broker.answer.masked") is not null);
        Assert.Equal(3L, forwarded.GetTagItem("broker.answer.masked"));
        var counted = Assert.Single(metrics.Of("broker.answers.masked"));
        Assert.Equal(1, counted.Value);
        Assert.Empty(counted.Tags);
    }

    [Fact]
    public async Task Answer_WithoutTheKey_SaysNothingOfMasking()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        using var metrics = new CollectedMetrics();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        metrics.ListenTo(broker.Services);

        await SendAsync(broker);

        Assert.DoesNotContain("masked", EventAssert.Keys(Assert.Single(broker.Events())));
        Assert.NotEmpty(metrics.Of("broker.requests"));
        Assert.Empty(metrics.Of("broker.answers.masked"));
    }
}
