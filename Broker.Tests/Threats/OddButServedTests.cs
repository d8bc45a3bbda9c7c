using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>The other side of the attack list: requests that look as odd as its own, and are allowed.</summary>
public class OddButServedTests(OddButServedTests.SharedStage shared) : IClassFixture<OddButServedTests.SharedStage>
{
    private const string Chunks = "2\r\n{}\r\n0\r\n\r\n";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:1")]
    [InlineData("LOCALHOST:8791")]
    [InlineData("[::1]:8791")]
    public Task C01_Host_OfThisMachineOnAnyPort_IsServed(string host) => AssertServedAsync(new RawRequest { Host = host });

    [Theory]
    [InlineData("Sec-Fetch-Site: none")]
    [InlineData("Sec-Fetch-Site: same-origin")]
    [InlineData("Origin: http://127.0.0.1:8791")]
    [InlineData("Content-Type: text/plain")]
    [InlineData("Content-Type: multipart/form-data; boundary=x")]
    [InlineData("Content-Type: application/x-www-form-urlencoded")]
    [InlineData("Content-Type: ;;;")]
    [InlineData("X-No-Content-Type: 1")]
    public Task Header_OfTheOwnOriginOrOfAnyContentType_IsServed(string header) => AssertServedAsync(new RawRequest { Headers = [header] });

    [Theory]
    [InlineData("Content-Length: +2", "{}")]
    [InlineData("Content-Length: 002", "{}")]
    [InlineData("Content-Length: 2 ", "{}")]
    [InlineData("Transfer-Encoding: chunked", Chunks)]
    [InlineData("Transfer-Encoding: CHUNKED", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "0002;name=\"value\"\r\n{}\r\n0\r\n\r\n")]
    public async Task Body_FramedInAnUnusualWay_IsSentOnAsOneOfItsLength(string header, string body)
    {
        var request = await AssertServedAsync(new RawRequest { IsLengthAnnounced = false, Headers = [header], Body = body });

        Assert.Equal(["2"], request.Headers["Content-Length"]);
        Assert.DoesNotContain("Transfer-Encoding", request.Headers.Keys);
    }

    [Fact]
    public async Task C35_Body_Nested64Deep_IsServed()
    {
        var body = $"{new string('[', 64)}{new string(']', 64)}";

        Assert.Equal(200, (await shared.Stage.SendAsync(new RawRequest { Body = body })).Status);

        Assert.Equal(body.Length, Assert.Single(shared.Stage.Upstream.Take()).Body.Length);
    }

    private async Task<RecordedRequest> AssertServedAsync(RawRequest request)
    {
        var answer = await shared.Stage.SendAsync(request);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Access-Control-", answer.ToString(), StringComparison.OrdinalIgnoreCase);
        var arrived = Assert.Single(shared.Stage.Upstream.Take());
        Assert.Equal("{}"u8, arrived.Body);
        return arrived;
    }

    public sealed class SharedStage : IAsyncLifetime
    {
        internal Stage Stage { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Stage = await Stage.StartAsync();

        public ValueTask DisposeAsync() => Stage.DisposeAsync();
    }
}
