using System.Diagnostics;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Telemetry;

/// <summary>The spans of a request say what crossed the trust boundary, and carry no value that did.</summary>
public class BoundaryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_ForwardedRequest_SayWhichHeadersCrossed()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.Headers["x-request-id"] = "req_1";
            context.Response.Headers.SetCookie = "C4NARY=1";
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return context.Response.WriteAsync("{}");
        });
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: collected.AddTo);
        var request = RunningBroker.Request("/v1/responses", "{}");
        request.Headers.Add("traceparent", collected.TraceParent);
        request.Headers.Add("Cookie", "C4NARY");
        request.Headers.Add("OpenAI-Beta", "C4NARY");
        using var answer = await broker.Client.SendAsync(request, Cancel);

        var spans = await collected.WaitAsync(4, Cancel);
        var check = spans.Single(span => span.DisplayName == "check");
        var call = spans.Single(span => span.Kind == ActivityKind.Client);
        Assert.Equal(
            ["Content-Length", "Content-Type", "Cookie", "Host", "OpenAI-Beta", "traceparent", "X-Broker-Token"],
            Names(check, "broker.host.headers"));
        Assert.Equal(["Content-Type", "OpenAI-Beta"], Names(call, "broker.request.headers_forwarded"));
        Assert.Equal(["Cookie", "X-Broker-Token"], Names(call, "broker.request.headers_withheld"));
        Assert.Equal(["Authorization: Bearer ***", "Via"], Names(call, "broker.request.headers_added"));
        Assert.Contains("X-Request-ID", Names(call, "broker.answer.headers_passed"));
        Assert.Equal(["Access-Control-Allow-Origin", "Server", "Set-Cookie"], Names(call, "broker.answer.headers_withheld"));
        Assert.Equal(2L, call.GetTagItem("http.request.body.size"));
        Assert.Equal(2L, call.GetTagItem("http.response.body.size"));
        Assert.DoesNotContain(
            spans.SelectMany(span => span.TagObjects), tag => Text(tag.Value).Contains("C4NARY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spans_UpstreamNamesAHeaderByTheKey_HideTheName()
    {
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.Headers[$"X-{RunningBroker.ProviderKey}"] = "1";
            return context.Response.WriteAsync("{}");
        });
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: collected.AddTo);
        var request = RunningBroker.Request("/v1/responses", "{}");
        request.Headers.Add("traceparent", collected.TraceParent);
        using var answer = await broker.Client.SendAsync(request, Cancel);

        var call = (await collected.WaitAsync(4, Cancel)).Single(span => span.Kind == ActivityKind.Client);
        Assert.Contains("***", Names(call, "broker.answer.headers_withheld"));
        Assert.DoesNotContain(
            call.TagObjects, tag => Text(tag.Value).Contains(RunningBroker.ProviderKey, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Names(Activity span, string tag) => Assert.IsType<string[]>(span.GetTagItem(tag));

    private static string Text(object? value) => value is string[] values ? string.Join(' ', values) : value?.ToString() ?? "";
}
