using Broker.Tests.Infrastructure;

namespace Broker.Tests.Forwarding;

/// <summary>An upstream behind a proxy: the proxy is asked for a tunnel, and hears nothing else.</summary>
public class EgressProxyTests
{
    [Fact]
    public async Task EgressProxy_OfAnUpstream_IsAskedForATunnelAndGetsNoKey()
    {
        await using var proxy = RawUpstream.Answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var broker = await RunningBroker.StartFileAsync(
            $$"""
            {
              "mode": "proxy",
              "upstreams": {
                "openai": {
                  "provider": "openai", "base_url": "https://provider.example", "egress_proxy": "{{proxy.Url}}",
                  "secret_source": { "kind": "env", "name": "PROVIDER_API_KEY" }
                }
              }
            }
            """,
            new Dictionary<string, string> { ["PROVIDER_API_KEY"] = RunningBroker.ProviderKey });
        using var request = RunningBroker.Request("/openai/v1/responses", "{}");

        using var answer = await broker.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(502, (int)answer.StatusCode);
        Assert.All(proxy.Requests, asked => Assert.StartsWith("CONNECT provider.example:443 HTTP/1.1\r\n", asked, StringComparison.Ordinal));
        Assert.Single(proxy.Requests);
        Assert.DoesNotContain(RunningBroker.ProviderKey, proxy.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", proxy.Requests[0], StringComparison.OrdinalIgnoreCase);
    }
}
