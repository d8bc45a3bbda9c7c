using System.Net.Sockets;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C19 to C26: spellings of a path, other addresses and other methods.</summary>
public class TargetTests
{
    [Theory]
    [InlineData("/v1/chat/../responses")]
    [InlineData("/v1/%2e%2e/v1/responses")]
    [InlineData("/v1/%2E./v1/responses")]
    [InlineData("/v1/./responses")]
    [InlineData("/v1/%2e/responses")]
    [InlineData("/v1/responses/.")]
    [InlineData("/v1/responses/../responses")]
    [InlineData("/v1/files/..%2fresponses")]
    [InlineData("/v1/..;/v1/responses")]
    public async Task C19_Target_WithDotSegments_IsRefused(string target) => await AssertNotAllowedAsync(target);

    [Theory]
    [InlineData("/v1%2Fresponses")]
    [InlineData("/v1%2fresponses")]
    [InlineData("/v1%252Fresponses")]
    [InlineData("/v1%5Cresponses")]
    [InlineData("%2Fv1/responses", true)]
    public async Task C20_Target_WithAnEncodedSlash_IsRefused(string target, bool byServer = false) => await AssertNotAllowedAsync(target, byServer);

    [Theory]
    [InlineData("/v1/r%65sponses")]
    [InlineData("/V1/Responses")]
    [InlineData("/v1/responses/")]
    [InlineData("//v1/responses")]
    [InlineData("/v1//responses")]
    [InlineData("/v1/responses%20")]
    [InlineData("/v1/responses.")]
    [InlineData("/v1/responses%2")]
    [InlineData("/v1/responses%zz")]
    [InlineData("/v1/responses%c0%af")]
    public async Task C21_Target_SpeltOtherwise_IsRefused(string target) => await AssertNotAllowedAsync(target);

    [Theory]
    [InlineData("/v1/responses;x=1")]
    [InlineData("/v1;x/responses")]
    [InlineData("/v1/responses#x")]
    [InlineData("/v1/responses#")]
    [InlineData("/v1\\responses")]
    [InlineData("\\v1\\responses", true)]
    [InlineData("/v1/responses%00", true)]
    [InlineData("/v1/responses\0", true)]
    [InlineData("/v1/responses%0d%0aX-Evil:%20y")]
    [InlineData("/v1/responses\u00e9", true)]
    public async Task C22_Target_WithParameterFragmentBackslashOrNul_IsRefused(string target, bool byServer = false) => await AssertNotAllowedAsync(target, byServer);

    [Theory]
    [InlineData("/v1/responses?api-version=1&key=x")]
    [InlineData("/v1/responses?")]
    [InlineData("/v1/responses??")]
    [InlineData("/v1/responses?/../../v1/files")]
    public async Task C23_Target_WithAQuery_IsRefusedAndTheQueryIsInNoEvent(string target)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.AssertRefusedAsync(new RawRequest { Target = target }, 403, "path_not_allowed");

        Assert.Equal("/v1/responses", Assert.Single(stage.Broker.Events()).GetProperty("path").GetString());
        Assert.DoesNotContain("api-version", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/v1/responses", "169.254.169.254", "host_not_allowed")]
    [InlineData("http://127.0.0.1:8791/v1/responses", "127.0.0.1:8791", "path_not_allowed")]
    [InlineData("https://127.0.0.1:8791/v1/responses", "127.0.0.1:8791", "path_not_allowed")]
    public async Task C24_Target_InAbsoluteForm_IsRefused(string target, string host, string error)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Target = target, Host = host }, 403, error);
    }

    [Theory]
    [InlineData("http://169.254.169.254/v1/responses", "127.0.0.1:8791")]
    [InlineData("http://127.0.0.1:8791/v1/responses", "evil.example")]
    [InlineData("HTTP://127.0.0.1:8791/v1/responses", "127.0.0.1:8791")]
    [InlineData("ftp://127.0.0.1:8791/v1/responses", "127.0.0.1:8791")]
    [InlineData("file:///etc/passwd", "127.0.0.1:8791")]
    [InlineData("http://", "127.0.0.1:8791")]
    [InlineData("v1/responses", "127.0.0.1:8791")]
    [InlineData("*", "127.0.0.1:8791")]
    public async Task C24_Target_ThatContradictsTheHostOrIsNone_IsRefused(string target, string host)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Target = target, Host = host });

        Assert.True(answer.Status is 400 or 403 or 405);
        stage.AssertRefused(answer, answer.Status, answer.Status == 403 ? "path_not_allowed" : "bad_request");
    }

    [Theory]
    [InlineData("http://user:canary-pass@127.0.0.1:8791/v1/responses")]
    [InlineData("http://canary-pass@127.0.0.1:8791")]
    [InlineData("http://user:canary-pass@127.0.0.1:8791?q")]
    [InlineData("http://user:canary-pass@127.0.0.1:8791\\x")]
    [InlineData("ws://user:canary-pass@127.0.0.1:8791/v1/responses")]
    [InlineData("user:canary-pass@127.0.0.1:8791")]
    public async Task C24_Target_WithUserInfo_IsRefusedAndTheUserInfoIsInNoEvent(string target)
    {
        await using var stage = await Stage.StartAsync();

        var answer = await stage.SendAsync(new RawRequest { Target = target });

        Assert.True(answer.Status is 400 or 403 or 405);
        stage.AssertRefused(answer, answer.Status, answer.Status == 403 ? "path_not_allowed" : "bad_request");
        Assert.DoesNotContain("canary", Assert.Single(stage.Broker.EventLines()), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", answer.ToString(), StringComparison.Ordinal);
    }

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

    private static async Task AssertNotAllowedAsync(string target, bool byServer = false)
    {
        await using var stage = await Stage.StartAsync();

        if (byServer)
        {
            await stage.AssertRefusedByServerAsync(new RawRequest { Target = target }, 400);
            return;
        }

        var answer = await stage.AssertRefusedAsync(new RawRequest { Target = target }, 403, "path_not_allowed");
        Assert.Contains("\"path\"", answer.Body, StringComparison.Ordinal);
    }
}
