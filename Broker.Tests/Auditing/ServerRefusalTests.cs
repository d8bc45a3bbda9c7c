using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

/// <summary>Section 3: what the HTTP server refuses by itself has an empty body and one event all the same.</summary>
public class ServerRefusalTests
{
    private const string Host = "Host: localhost\r\n";

    [Theory]
    [InlineData("NONSENSE\r\n\r\n", 400, "")]
    [InlineData("POST /v1/responses HTTP/1.1\r\n\r\n", 400, "/v1/responses")]
    [InlineData($"POST /v1/responses HTTP/1.1\r\n{Host}{Host}\r\n", 400, "/v1/responses")]
    [InlineData($"POST /v1/responses HTTP/1.1\r\n{Host}Content-Length: abc\r\n\r\n", 400, "/v1/responses")]
    [InlineData($"POST /v1/responses HTTP/1.1\r\n{Host}Bad Header: x\r\n\r\n", 400, "/v1/responses")]
    [InlineData($"POST /v1/responses HTTP/1.1\r\n{Host}Transfer-Encoding: gzip\r\n\r\n", 400, "/v1/responses")]
    [InlineData($"POST /v1/responses?key=sk-canary HTTP/2.5\r\n{Host}\r\n", 505, "")]
    [InlineData($"POST /v1/responses?key=sk-canary HTTP/1.1\r\n{Host}Bad Header: x\r\n\r\n", 400, "/v1/responses")]
    [InlineData($"POST http://sk-canary@localhost/v1 HTTP/1.1\r\n{Host}Bad Header: x\r\n\r\n", 400, "/v1")]
    [InlineData($"POST /v1/responses HTTP/1.1\r\n{Host}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "/v1/responses")]
    public async Task ServerRefusal_OfAMalformedRequest_IsEmptyAndLoggedOnce(string text, int status, string path)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = RawAnswer.Parse(await broker.SendRawAsync(text, TestContext.Current.CancellationToken));

        Assert.Equal((status, ""), (answer.Status, answer.Body));
        var line = Assert.Single(broker.Events());
        Assert.Equal(("request", false, status, "bad_request"), (
            line.GetProperty("kind").GetString(), line.GetProperty("ok").GetBoolean(), line.GetProperty("status").GetInt32(), line.GetProperty("error").GetString()));
        Assert.Equal(path, line.GetProperty("path").GetString());
        Assert.Equal(["time", "kind", "path", "ok", "status", "error"], EventAssert.Keys(line).Take(6));
        Assert.DoesNotContain("canary", broker.EventLines()[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9000, 0, 0, 414)]
    [InlineData(1, 40_000, 0, 431)]
    [InlineData(1, 0, 150, 431)]
    public async Task ServerRefusal_OfWhatIsTooLarge_IsEmptyAndLoggedOnce(int target, int header, int headers, int status)
    {
        await using var broker = await RunningBroker.StartAsync();
        var many = string.Concat(Enumerable.Range(0, headers).Select(i => $"X-{i}: 1\r\n"));

        var answer = RawAnswer.Parse(await broker.SendRawAsync(
            $"POST /{new string('x', target)} HTTP/1.1\r\n{Host}X-Long: {new string('x', header)}\r\n{many}\r\n", TestContext.Current.CancellationToken));

        Assert.Equal((status, ""), (answer.Status, answer.Body));
        Assert.Equal("bad_request", Assert.Single(broker.Events()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task ServerRefusal_OfASecondRequestOnAConnection_TellsNothingOfTheFirst()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var host = await HostConnection.OpenAsync(broker, $"POST /v1/responses HTTP/1.1\r\n{Host}Content-Length: 2\r\n\r\n{{}}");
        await host.ReadUntilAsync("\"request\": {}\n}");

        await host.SendAsync("NONSENSE\r\n\r\n");
        await host.ReadToEndAsync();

        var line = broker.Events()[1];
        Assert.Equal(("", "bad_request"), (line.GetProperty("path").GetString(), line.GetProperty("error").GetString()));
        Assert.Equal(2, broker.Events().Count);
    }

    [Fact]
    public async Task ServerRefusal_InsideABodyThatWasRefusedAlready_IsNoSecondEvent()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = RawAnswer.Parse(await broker.SendRawAsync(
            $"POST /nope HTTP/1.1\r\n{Host}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", TestContext.Current.CancellationToken));

        Assert.Equal(403, answer.Status);
        EventAssert.SingleRefusal(broker, "/nope", 403, "path_not_allowed");
    }

    [Fact]
    public async Task Host_GoneInsideItsBody_LeavesOneEventAndIsNobodysFault()
    {
        await using var broker = await RunningBroker.StartAsync();
        using (var host = await HostConnection.OpenAsync(broker, $"POST /v1/responses HTTP/1.1\r\n{Host}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n"))
        {
            await host.ReadUntilAsync("100 Continue");
            host.Reset();
        }

        var line = Assert.Single(await broker.EventsAsync(1));
        Assert.Equal("client_disconnected", line.GetProperty("error").GetString());
        Assert.Equal(499, line.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Host_EndingItsBodyEarly_GetsA400()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var host = await HostConnection.OpenAsync(broker, $"POST /v1/responses HTTP/1.1\r\n{Host}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n");
        await host.ReadUntilAsync("100 Continue");
        host.EndSending();

        var line = Assert.Single(await broker.EventsAsync(1));
        Assert.Contains(line.GetProperty("error").GetString(), (string[])["bad_request", "client_disconnected"]);
    }
}
