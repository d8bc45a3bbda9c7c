using System.Net;
using Broker.Service.Forwarding;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C40 and C41: whom the key is sent to, and through whose hands.</summary>
public class OutgoingConnectionTests
{
    [Fact]
    public async Task C40_Upstream_WithASelfSignedCertificate_IsABadGatewayAndGetsNothing()
    {
        await using var upstream = new SelfSignedUpstream();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), Patience.Token);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("certificate", await answer.Content.ReadAsStringAsync(Patience.Token), StringComparison.Ordinal);
        Stage.AssertEvent(Assert.Single(broker.Events()), 502, "upstream_unreachable");
        Assert.Equal(1, upstream.Connections);
        Assert.Equal(0, upstream.RequestBytes);
    }

    [Fact]
    public void C41_Handler_OfTheOneClient_LeavesNothingToItsSurroundings()
    {
        using var handler = UpstreamClient.CreateHandler(TimeSpan.FromSeconds(2));

        Assert.False(handler.UseProxy);
        Assert.False(handler.UseCookies);
        Assert.False(handler.AllowAutoRedirect);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
        Assert.Null(handler.Credentials);
    }

    [Fact]
    public async Task C41_Proxy_NamedByTheSystem_GetsNothing()
    {
        using var folder = new TemporaryFolder();
        await using var proxy = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using var broker = await BrokerChild.StartAsync(
            folder.Write("""
                "mode":"proxy","upstream_base_url":"https://api.openai.invalid","secret_source":{"kind":"env","name":"KEY"}
                """),
            new Dictionary<string, string>
            {
                ["KEY"] = RunningBroker.ProviderKey,
                ["http_proxy"] = proxy.Url,
                ["HTTP_PROXY"] = proxy.Url,
                ["https_proxy"] = proxy.Url,
                ["HTTPS_PROXY"] = proxy.Url,
                ["ALL_PROXY"] = proxy.Url,
            },
            Patience.Token);
        using var host = await HostSocket.ConnectAsync(broker.Url!, Patience.Token);

        await host.SendAsync(new RawRequest().Text, Patience.Token);
        var answer = await host.ReadAnswerAsync(Patience.Token);

        // The name can never be resolved (RFC 6761, section 6.4); a proxy would not have needed to.
        Assert.Equal(502, answer?.Status);
        Assert.Equal(0, proxy.Connections);
    }
}
