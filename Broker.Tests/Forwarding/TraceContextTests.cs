using System.Diagnostics;
using Broker.Service.Configuration;
using Broker.Service.Forwarding;
using Broker.Service.Policy;
using Broker.Tests.Infrastructure;
using Broker.Tests.Threats;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Forwarding;

/// <summary>Section 6: trace context goes to upstreams on this machine, and to no other.</summary>
public class TraceContextTests(SharedProxy shared) : IClassFixture<SharedProxy>
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = $"00-{TraceId}-b7ad6b7169203331-01";
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    [Fact]
    public async Task Request_WithATraceToALocalUpstream_ContinuesItAndPassesItsState()
    {
        var (broker, upstream) = shared.Begin();

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token, $"traceparent: {Parent}", "tracestate: vendor=value");

        var sent = Assert.Single(upstream.Requests).Headers;
        Assert.StartsWith($"00-{TraceId}-", Assert.Single(sent["traceparent"]), StringComparison.Ordinal);
        Assert.Equal(["vendor=value"], sent["tracestate"]);
        Assert.Equal(TraceId, Assert.Single(broker.Events()).GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task Request_WithATraceThatNobodyRecords_HandsItOnAsItCame()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        using var folder = new TemporaryFolder();
        await using var broker = await BrokerChild.StartAsync(
            folder.Write($$"""
                "mode": "proxy", "upstream_base_url": "{{upstream.Url}}", "secret_source": { "kind": "none" }
                """),
            new Dictionary<string, string>(),
            Patience.Token);

        await SendAsync(broker.Url!, Parent);
        await SendAsync(broker.Url!, "no parent");

        Assert.Equal([Parent], upstream.Requests[0].Headers["traceparent"]);
        Assert.False(upstream.Requests[1].Headers.ContainsKey("traceparent"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", false, true)]
    [InlineData("http://localhost:1", false, true)]
    [InlineData("http://[::1]:1", false, true)]
    [InlineData("http://mock-provider", true, true)]
    [InlineData("https://api.openai.example", false, false)]
    public void Policy_TraceContext_GoesToLocalUpstreamsOnly(string upstream, bool discovered, bool passes)
    {
        var target = new Upstream(new UpstreamSettings { BaseUrl = upstream, IsDiscovered = discovered, Routes = [] });
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, upstream);

        RequestHeaderPolicy.Apply(
            new HeaderDictionary { ["traceparent"] = Parent, ["tracestate"] = "a=b", ["Accept"] = "x" }, request, target);

        Assert.Equal(passes ? [activity.Id!] : [], request.Headers.TryGetValues("traceparent", out var values) ? values : []);
        Assert.False(request.Headers.Contains("tracestate"));
        Assert.True(request.Headers.Contains("Accept"));
    }

    private static async Task SendAsync(Uri broker, string parent)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(broker, "/v1/responses")) { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation("traceparent", parent);
        using var answer = await client.SendAsync(request, Patience.Token);
        answer.EnsureSuccessStatusCode();
    }
}
