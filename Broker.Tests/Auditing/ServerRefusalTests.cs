using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

/// <summary>Section 3: what the HTTP server refuses by itself has an empty body and one event all the same.</summary>
public class ServerRefusalTests(SharedDryRun shared) : IClassFixture<SharedDryRun>
{
    private const string Post = "POST /v1/responses HTTP/1.1\r\n";
    private const string Host = "Host: localhost\r\n";
    private readonly RunningBroker _broker = shared.Begin().Broker;

    /// <summary>Request, status, and the path as far as it is known.</summary>
    public static TheoryData<string, int, string> Malformed =>
    [
        ("NONSENSE\r\n\r\n", 400, ""),
        ($"{Post}\r\n", 400, "/v1/responses"),
        ($"{Post}{Host}{Host}\r\n", 400, "/v1/responses"),
        ($"{Post}{Host}Content-Length: abc\r\n\r\n", 400, "/v1/responses"),
        ($"{Post}{Host}Bad Header: x\r\n\r\n", 400, "/v1/responses"),
        ($"{Post}{Host}Transfer-Encoding: gzip\r\n\r\n", 400, "/v1/responses"),
        ($"POST /v1/responses?key=sk-canary HTTP/2.5\r\n{Host}\r\n", 505, ""),
        ($"POST /v1/responses?key=sk-canary HTTP/1.1\r\n{Host}Bad Header: x\r\n\r\n", 400, "/v1/responses"),
        ($"POST http://sk-canary@localhost/v1 HTTP/1.1\r\n{Host}Bad Header: x\r\n\r\n", 400, "/v1"),
        ($"{Post}{Host}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "/v1/responses"),
        ($"POST /{new string('x', 9000)} HTTP/1.1\r\n{Host}\r\n", 414, ""),
        ($"{Post}{Host}X-Long: {new string('x', 40_000)}\r\n\r\n", 431, "/v1/responses"),
        ($"{Post}{Host}{string.Concat(Enumerable.Range(0, 150).Select(i => $"X-{i}: 1\r\n"))}\r\n", 431, "/v1/responses"),
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task ServerRefusal_OfAMalformedRequest_IsEmptyAndLoggedOnce(string text, int status, string path)
    {
        var answer = RawAnswer.Parse(await _broker.SendRawAsync(text, TestContext.Current.CancellationToken));

        Assert.Equal((status, ""), (answer.Status, answer.Body));
        EventAssert.SingleRefusal(_broker, path, status, "bad_request");
        Assert.DoesNotContain("canary", _broker.EventLines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerRefusal_OfASecondRequestOnAConnection_TellsNothingOfTheFirst()
    {
        using var host = await HostConnection.OpenAsync(_broker, $"{Post}{Host}Content-Length: 2\r\n\r\n{{}}");
        await host.ReadUntilAsync("\"request\": {}\n}");
        await host.SendAsync("NONSENSE\r\n\r\n");
        await host.ReadToEndAsync();

        var line = _broker.Events()[1];
        Assert.Equal(
            ("", "bad_request", 2), (line.GetProperty("path").GetString(), line.GetProperty("error").GetString(), _broker.Events().Count));
    }

    [Fact]
    public async Task ServerRefusal_InsideABodyThatWasRefusedAlready_IsNoSecondEvent()
    {
        await _broker.SendRawAsync(
            $"POST /nope HTTP/1.1\r\n{Host}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", TestContext.Current.CancellationToken);
        EventAssert.SingleRefusal(_broker, "/nope", 403, "path_not_allowed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_GoneInsideItsBody_LeavesOneEventAndIsNobodysFault(bool isReset)
    {
        using var host = await HostConnection.OpenAsync(_broker, $"{Post}{Host}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n");
        await host.ReadUntilAsync("100 Continue");
        if (isReset)
        {
            host.Reset();
        }
        else
        {
            host.EndSending();
        }

        var line = Assert.Single(await _broker.EventsAsync(1));
        Assert.Contains($"{line.GetProperty("error")} {line.GetProperty("status")}", (string[])(isReset
            ? ["client_disconnected 499"]
            : ["client_disconnected 499", "bad_request 400"]));
    }
}
