using System.Text;
using Broker.Service.Forwarding;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Forwarding;

/// <summary>Section 6: where requests go, by which method, and with which body.</summary>
public class UpstreamRequestTests(UpstreamRequestTests.ManyEntries shared) : IClassFixture<UpstreamRequestTests.ManyEntries>
{
    private static readonly string Token = $"api-key: {RunningBroker.Token}";
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    public static TheoryData<string> Bodies =>
        ["", "{}", " \n{ \"a\" : 1.0, \"a\":\"\\ud800 \u00c3\u00a9\" }\r\n", $"[{string.Join(',', Enumerable.Range(0, 40_000))}]"];

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Request_Body_IsSentOnByteForByte(string body)
    {
        var sent = await SendAsync("POST /v1/responses", body);
        Assert.Equal(Encoding.Latin1.GetBytes(body), sent.Body);
        Assert.Equal([$"{body.Length}"], sent.Headers["Content-Length"]);
    }

    [Theory]
    [InlineData("POST /v1/a%2fb/../c", "")]
    [InlineData("POST /v1/%41", "{}")]
    [InlineData("POST /v1//x", "{}")]
    [InlineData("DELETE /v1/files", "")]
    [InlineData("PUT /v1/files", "{}")]
    [InlineData("PATCH /v1/files", "")]
    [InlineData("QUERY /v1/files", "{\"a\":1}")]
    public async Task Request_OfAnyEntry_GoesUpstreamByItsMethodAndPathAsTheyAreWritten(string start, string body)
    {
        var sent = await SendAsync(start, body);
        Assert.Equal((start, body), ($"{sent.Method} {sent.Target}", Encoding.Latin1.GetString(sent.Body)));
    }

    [Fact]
    public async Task Request_OfAGetEntry_GoesUpstreamWithoutABody()
    {
        var sent = await SendAsync("GET /v1/models", "", "Content-Type: application/json", "Accept: application/json");
        Assert.Equal(("GET", 0), (sent.Method, sent.Body.Length));
        Assert.Equal(
            ["Accept", "Authorization", "Content-Length", "Content-Type", "Host", "Via"],
            sent.NamesBesideTrace().Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(
            "request", EventAssert.Single(_shared.Broker, "/v1/models", ok: true, 200, mode: "proxy").GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("/", "/v1/responses")]
    [InlineData("/openai", "/openai/v1/responses")]
    [InlineData("/openai/deployments/x%20y/", "/openai/deployments/x%20y/v1/responses")]
    public async Task Request_Path_IsJoinedToTheBaseUrl(string prefix, string target)
    {
        await using var broker = await RunningBroker.StartProxyAsync(_shared.Upstream.Url + prefix);
        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        Assert.Equal(target, Assert.Single(_shared.Upstream.Requests).Target);
    }

    [Fact]
    public void Client_AsItIsSetUp_FollowsKeepsUnpacksAndRoutesNothingByItself()
    {
        using var handler = UpstreamClient.CreateHandler(TimeSpan.FromSeconds(2));
        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Equal(System.Net.DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Null(handler.ActivityHeadersPropagator);
    }

    private async Task<RecordedRequest> SendAsync(string start, string body, params string[] headers)
    {
        Assert.Equal(200, (await WrittenRequest.SendAsync(_shared.Broker, start, body, [Token, .. headers])).Status);
        return Assert.Single(_shared.Upstream.Requests);
    }

    /// <summary>A proxy whose entries are odd, or of many methods.</summary>
    public sealed class ManyEntries : SharedBroker
    {
        internal override Task<RunningBroker> StartAsync(string upstream) => RunningBroker.StartProxyAsync(upstream, options => options with
        {
            AllowedPaths =
            [
                RunningBroker.Post("/v1/responses"), RunningBroker.Post("/v1/a%2fb/../c"), RunningBroker.Post("/v1/%41"), RunningBroker.Post("/v1//x"),
                RunningBroker.Entry("GET", "/v1/models"), RunningBroker.Entry("DELETE", "/v1/files"), RunningBroker.Entry("PUT", "/v1/files"),
                RunningBroker.Entry("PATCH", "/v1/files"), RunningBroker.Entry("QUERY", "/v1/files"),
            ],
        });
    }
}
