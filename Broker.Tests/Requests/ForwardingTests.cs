using System.Net;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Requests;

public class ForwardingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Proxy_AllowedRequest_ReachesUpstreamWithTheProviderKeyAlone()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", """{"model":"gpt-4o-mini"}"""), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"upstream":true}""", await answer.Content.ReadAsStringAsync(Cancel));
        var request = Assert.Single(upstream.Requests);
        Assert.Equal("/v1/responses", request.Target);
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], request.Headers["Authorization"]);
        Assert.Equal("""{"model":"gpt-4o-mini"}"""u8, request.Body);
        Assert.DoesNotContain(request.Headers, header => header.Value.Any(value => value.Contains(RunningBroker.Token, StringComparison.Ordinal)));
        var line = Assert.Single(broker.Events());
        Assert.Equal("proxy", line.GetProperty("mode").GetString());
        Assert.Equal("gpt-4o-mini", line.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Proxy_UpstreamRefusesTheConnection_Answers502()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1");

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), Cancel);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("\"error\": \"upstream_unreachable\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("upstream_unreachable", Assert.Single(broker.Events()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Proxy_UpstreamDiesInsideItsAnswer_TheHostSeesABrokenAnswer()
    {
        var hostHasTheFirstEvent = new TaskCompletionSource();
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync("data: one\n\n"u8.ToArray());
            await context.Response.Body.FlushAsync();
            await hostHasTheFirstEvent.Task;
            context.Abort();
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        await body.ReadExactlyAsync(new byte["data: one\n\n".Length], Cancel);
        hostHasTheFirstEvent.SetResult();
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(new byte[1], Cancel));
        var line = Assert.Single(broker.Events());
        Assert.False(line.GetProperty("ok").GetBoolean());
        Assert.Equal("upstream_interrupted", line.GetProperty("error").GetString());
    }
}
