using System.Diagnostics;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Telemetry;

public class SpanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Proxy_AnsweredRequest_TellsItsStoryInSpans()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: collected.AddTo);

        await SendAsync(broker, RunningBroker.Request("/v1/responses", """{"input":"hello"}"""), collected);

        var spans = await collected.WaitAsync(4, Cancel);
        Assert.Equal(
            ["POST /v1/responses Server", "check Internal", "secret Internal", "chat Client"],
            spans.Select(span => $"{span.DisplayName} {span.Kind}"));
        Assert.All(spans.Skip(1), span => Assert.Equal(spans[0].SpanId, span.ParentSpanId));
        Assert.Equal("passed", spans[1].GetTagItem("broker.outcome"));
        Assert.Equal(
            ["host", "origin", "loop", "local_endpoints", "method", "client_token", "allowed_paths", "content_encoding", "max_request_bytes", "json"],
            Assert.IsType<string[]>(spans[1].GetTagItem("broker.rules_passed")));
        Assert.Equal("fetched", spans[2].GetTagItem("broker.outcome"));
        Assert.Equal("env:PROVIDER_API_KEY", spans[2].GetTagItem("broker.secret.source"));
        Assert.Equal(true, spans[3].GetTagItem("broker.bearer_attached"));
        Assert.Equal(200, spans[3].GetTagItem("http.response.status_code"));

        var traceParent = Assert.Single(Assert.Single(upstream.Requests).Headers["traceparent"]);
        Assert.Equal(spans[3].Id, traceParent);
    }

    [Fact]
    public async Task Proxy_SecondRequest_SaysThatTheSecretCameFromMemory()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: collected.AddTo);
        using var first = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), Cancel);

        await SendAsync(broker, RunningBroker.Request("/v1/responses", "{}"), collected);

        var spans = await collected.WaitAsync(4, Cancel);
        Assert.Equal("cached", spans.Single(span => span.DisplayName == "secret").GetTagItem("broker.outcome"));
    }

    [Fact]
    public async Task Check_RefusedRequest_NamesTheRuleThatDecided()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: collected.AddTo);

        await SendAsync(broker, RunningBroker.Request("/v1/responses", "{}", token: null), collected);

        var spans = await collected.WaitAsync(2, Cancel);
        Assert.Equal(["POST", "check"], spans.Select(span => span.DisplayName));
        Assert.Equal("refused", spans[1].GetTagItem("broker.outcome"));
        Assert.Equal("client_token", spans[1].GetTagItem("broker.rule"));
        Assert.Equal("client_token_required", spans[1].GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, spans[1].Status);
    }

    [Fact]
    public async Task ServerSpan_RequestWithAQuery_DoesNotTellTheQuery()
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartAsync(customize: collected.AddTo);

        await SendAsync(broker, RunningBroker.Request("/v1/responses?token=C4NARY", "{}"), collected);

        var server = (await collected.WaitAsync(2, Cancel))[0];
        Assert.Equal("/v1/responses", server.GetTagItem("url.path"));
        Assert.DoesNotContain(server.TagObjects, tag => tag.Value?.ToString()?.Contains("C4NARY", StringComparison.Ordinal) == true);
        Assert.Null(server.GetTagItem("url.query"));
    }

    [Fact]
    public async Task Forward_DryRun_IsDescribedAndNotSent()
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartAsync(customize: collected.AddTo);

        await SendAsync(broker, RunningBroker.Request("/v1/responses", "{}"), collected);

        var spans = await collected.WaitAsync(3, Cancel);
        Assert.Equal(["POST /v1/responses", "check", "forward"], spans.Select(span => span.DisplayName));
        Assert.Equal("described", spans[2].GetTagItem("broker.outcome"));
    }

    [Fact]
    public async Task Check_Probe_LeavesNoSpan()
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartAsync(customize: collected.AddTo);
        using var probe = new HttpRequestMessage(HttpMethod.Get, "/health");
        probe.Headers.Add("traceparent", collected.TraceParent);
        using var answer = await broker.Client.SendAsync(probe, Cancel);

        await SendAsync(broker, RunningBroker.Request("/v1/responses", "{}"), collected);

        var spans = await collected.WaitAsync(3, Cancel);
        Assert.Equal(["POST /v1/responses", "check", "forward"], spans.Where(span => span.Recorded).Select(span => span.DisplayName));
    }

    [Fact]
    public async Task Event_TracedRequest_NamesItsTrace()
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartAsync(customize: collected.AddTo);

        await SendAsync(broker, RunningBroker.Request("/nowhere", "{}"), collected);

        Assert.Equal(collected.TraceId.ToString(), Assert.Single(broker.Events()).GetProperty("trace_id").GetString());
    }

    private static async Task SendAsync(RunningBroker broker, HttpRequestMessage request, CollectedSpans collected)
    {
        request.Headers.Add("traceparent", collected.TraceParent);
        using var answer = await broker.Client.SendAsync(request, Cancel);
    }
}
