using System.Net.Sockets;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C25 and C26: other methods.</summary>
public class RequestMethodTests
{
    [Theory]
    [InlineData("CONNECT", "example.com:443", "example.com:443")]
    [InlineData("CONNECT", "user:canary-pass@example.com:443", "example.com:443")]
    [InlineData("CONNECT", "127.0.0.1:8791", "127.0.0.1:8791")]
    [InlineData("CONNECT", "/v1/responses", "127.0.0.1:8791")]
    [InlineData("OPTIONS", "*", "127.0.0.1:8791")]
    [InlineData("TRACE", "/v1/responses", "127.0.0.1:8791")]
    [InlineData("PUT", "/v1/responses", "127.0.0.1:8791")]
    [InlineData("DELETE", "/v1/responses", "127.0.0.1:8791")]
    [InlineData("post", "/v1/responses", "127.0.0.1:8791")]
    [InlineData("POST2", "/v1/responses", "127.0.0.1:8791")]
    [InlineData("get", "/healthz", "127.0.0.1:8791")]
    public async Task C25_Method_OtherThanPost_IsRefusedWithoutATunnel(string method, string target, string host)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Method = method, Target = target, Host = host, Body = "" });

        Assert.True(answer.Status is 400 or 403 or 405);
        stage.AssertRefused(answer, answer.Status, answer.Status switch { 400 => "bad_request", 403 => "host_not_allowed", _ => "method_not_allowed" });
        Assert.DoesNotContain("canary", Assert.Single(stage.Broker.EventLines()), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C25_Connect_ToAnotherServer_ReachesNobody()
    {
        using var other = new TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var address = other.LocalEndpoint.ToString()!;
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Method = "CONNECT", Target = address, Host = address, IsLengthAnnounced = false }, 405, "method_not_allowed");

        Assert.False(other.Pending());
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override: GET", "/v1/responses", 200)]
    [InlineData("X-HTTP-Method-Override: POST", "/v1/files", 403)]
    public async Task C26_Method_OverriddenByAHeader_IsStillTheOneOfTheRequestLine(string header, string target, int status)
    {
        await using var stage = await Stage.StartAsync(options => options with
        {
            AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/files")],
        });

        var answer = await stage.SendAsync(new RawRequest { Target = target, Headers = [header, "X-Method-Override: GET", "X-HTTP-Method: GET"] });

        Assert.Equal(status, answer.Status);
        Assert.All(stage.Upstream.Requests, request => Assert.Equal("POST", request.Method));
    }
}
