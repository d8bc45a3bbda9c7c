using System.Diagnostics;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Telemetry;

/// <summary>The server's span of a request, by the OpenTelemetry conventions for HTTP.</summary>
public sealed class ServerSpanTests : IDisposable
{
    private readonly CollectedSpans _collected = new();
    private readonly string _traceParent;

    public ServerSpanTests() => _traceParent = _collected.TraceParent;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _collected.Dispose();

    [Fact]
    public async Task Span_AllowedRequest_FollowsTheConventions()
    {
        await using var broker = await RunningBroker.StartAsync(customize: _collected.AddTo);
        var request = RunningBroker.Request("/v1/responses?x=1", "{}");
        request.Headers.Add("User-Agent", "tool/1.0");
        using var refused = await SendAsync(broker, request);

        var span = await ServerSpanAsync(2);
        Assert.Equal(("POST", ActivityKind.Server), (span.DisplayName, span.Kind));
        Assert.Equal("POST", span.GetTagItem("http.request.method"));
        Assert.Equal("http", span.GetTagItem("url.scheme"));
        Assert.Equal("/v1/responses", span.GetTagItem("url.path"));
        Assert.Equal("1.1", span.GetTagItem("network.protocol.version"));
        Assert.Equal("tool/1.0", span.GetTagItem("user_agent.original"));
        Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
        Assert.Equal(broker.Url.Port, span.GetTagItem("server.port"));
        Assert.Equal((int)refused.StatusCode, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Null(span.GetTagItem("http.route"));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value is null);
    }

    [Fact]
    public async Task Span_UnknownMethod_IsNamedByNoneOfTheHostsWords()
    {
        await using var broker = await RunningBroker.StartAsync(customize: _collected.AddTo);
        using var refused = await SendAsync(broker, new HttpRequestMessage(new HttpMethod("BREW"), "/v1/responses"));

        var span = await ServerSpanAsync(2);
        Assert.Equal("HTTP", span.DisplayName);
        Assert.Equal("_OTHER", span.GetTagItem("http.request.method"));
        Assert.Equal("BREW", span.GetTagItem("http.request.method_original"));
    }

    [Theory]
    [InlineData(503, "503")]
    [InlineData(302, "upstream_redirect_refused")]
    public async Task Span_AnswerOf500AndMore_IsAnErrorAndSaysWhich(int upstreamStatus, string errorType)
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.StatusCode = upstreamStatus;
            return context.Response.WriteAsync("{}");
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: _collected.AddTo);
        using var answer = await SendAsync(broker, RunningBroker.Request("/v1/responses", "{}"));

        var span = await ServerSpanAsync(4);
        Assert.Equal("POST /v1/responses", span.DisplayName);
        Assert.Equal("/v1/responses", span.GetTagItem("http.route"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(errorType, span.GetTagItem("error.type"));
        Assert.Equal((int)answer.StatusCode, span.GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task RequestMetric_AnswerOf500AndMore_SaysWhich()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.Redirect("http://127.0.0.1/");
            return Task.CompletedTask;
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        using var durations = broker.Collect<double>("http.server.request.duration", "Microsoft.AspNetCore.Hosting");
        using var answer = await SendAsync(broker, RunningBroker.Request("/v1/responses", "{}"));

        // The server takes its measurement when the answer is gone.
        await durations.WaitForMeasurementsAsync(1, Patience.Token);
        var tags = durations.LastMeasurement!.Tags;
        Assert.Equal(("upstream_redirect_refused", 502), (tags["error.type"], tags["http.response.status_code"]));
    }

    private Task<HttpResponseMessage> SendAsync(RunningBroker broker, HttpRequestMessage request)
    {
        request.Headers.Add("traceparent", _traceParent);
        return broker.Client.SendAsync(request, Cancel);
    }

    private async Task<Activity> ServerSpanAsync(int spans) =>
        (await _collected.WaitAsync(spans, Cancel)).First(span => span is { Kind: ActivityKind.Server, HasRemoteParent: true });
}
