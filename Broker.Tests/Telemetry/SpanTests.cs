using System.Diagnostics;
using Broker.Service.Telemetry;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Telemetry;

public sealed class SpanTests(SharedProxy shared) : IClassFixture<SharedProxy>, IDisposable
{
    private readonly CollectedSpans _collected = new();
    private readonly RecordingUpstream _upstream = shared.Begin().Upstream;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _collected.Dispose();

    [Fact]
    public async Task Proxy_AnsweredRequest_TellsItsStoryInSpans()
    {
        await using var broker = await RunningBroker.StartProxyAsync(_upstream.Url, customize: _collected.AddTo);

        var spans = await SendAsync(broker, "/v1/responses", 4);

        Assert.Equal(
            ["POST /v1/responses Server", "check Internal", "secret Internal", "chat Client"],
            spans.Select(span => $"{span.DisplayName} {span.Kind}"));
        Assert.All(spans.Skip(1), span => Assert.Equal(spans[0].SpanId, span.ParentSpanId));
        Assert.Equal("passed", spans[1].GetTagItem("broker.outcome"));
        Assert.Equal(BoundaryNames.Rules, Assert.IsType<string[]>(spans[1].GetTagItem("broker.rules_passed")));
        Assert.Equal(
            ("fetched", "env:PROVIDER_API_KEY"), (spans[2].GetTagItem("broker.outcome"), spans[2].GetTagItem("broker.secret.source")));
        Assert.Equal((true, 200), (spans[3].GetTagItem("broker.bearer_attached"), spans[3].GetTagItem("http.response.status_code")));
        Assert.Equal(spans[3].Id, Assert.Single(Assert.Single(_upstream.Requests).Headers["traceparent"]));
    }

    [Fact]
    public async Task Proxy_SecondRequest_SaysThatTheSecretCameFromMemory()
    {
        await using var broker = await RunningBroker.StartProxyAsync(_upstream.Url, customize: _collected.AddTo);
        using var first = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), Cancel);
        var spans = await SendAsync(broker, "/v1/responses", 4);
        Assert.Equal("cached", spans.Single(span => span.DisplayName == "secret").GetTagItem("broker.outcome"));
    }

    [Fact]
    public async Task Check_RefusedRequest_NamesTheRuleThatDecidedAndTellsNoQuery()
    {
        await using var broker = await RunningBroker.StartAsync(customize: _collected.AddTo);

        var spans = await SendAsync(broker, "/v1/responses?token=C4NARY", 2);

        Assert.Equal(["POST", "check"], spans.Select(span => span.DisplayName));
        Assert.Equal(("refused", "allowed_paths"), (spans[1].GetTagItem("broker.outcome"), spans[1].GetTagItem("broker.rule")));
        Assert.Equal(("path_not_allowed", ActivityStatusCode.Error), (spans[1].GetTagItem("error.type"), spans[1].Status));
        Assert.Equal(("/v1/responses", null), (spans[0].GetTagItem("url.path"), spans[0].GetTagItem("url.query")));
        Assert.DoesNotContain(
            spans.SelectMany(span => span.TagObjects), tag => tag.Value?.ToString()?.Contains("C4NARY", StringComparison.Ordinal) == true);
        Assert.Equal(_collected.TraceId.ToString(), Assert.Single(broker.Events()).GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task Forward_DryRunAfterAProbe_IsDescribedAndTheProbeLeavesNoSpan()
    {
        await using var broker = await RunningBroker.StartAsync(customize: _collected.AddTo);
        using var probe = new HttpRequestMessage(HttpMethod.Get, "/health");
        probe.Headers.Add("traceparent", _collected.TraceParent);
        using var answer = await broker.Client.SendAsync(probe, Cancel);

        var spans = (await SendAsync(broker, "/v1/responses", 3)).Where(span => span.Recorded).ToList();

        Assert.Equal(["POST /v1/responses", "check", "forward"], spans.Select(span => span.DisplayName));
        Assert.Equal("described", spans[2].GetTagItem("broker.outcome"));
    }

    private async Task<IReadOnlyList<Activity>> SendAsync(RunningBroker broker, string path, int spans)
    {
        using var request = RunningBroker.Request(path, "{}");
        request.Headers.Add("traceparent", _collected.TraceParent);
        using var answer = await broker.Client.SendAsync(request, Cancel);
        return await _collected.WaitAsync(spans, Cancel);
    }
}
