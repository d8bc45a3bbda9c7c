using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

/// <summary>
/// Section 5: the last bytes of an answer wait for its line. Shown by a log whose write fails: whatever had gone out before the
/// write would have reached the host, so an answer that turns into a 503 or breaks off was not released early.
/// </summary>
public sealed class AnswerReleaseTests : IDisposable
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";
    private readonly SwitchedAuditLog _log = new();

    /// <summary>Answers that have not begun when their line fails; the last ends as it begins.</summary>
    public static TheoryData<string> NotBegun =>
    [
        "200 OK\r\nContent-Length: 4\r\n\r\nbody", "200 OK\r\nContent-Length: 0\r\n\r\n", "204 No Content\r\n\r\n",
        "304 Not Modified\r\nETag: a\r\n\r\n",
        "302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "SSH", "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ];

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("POST /v1/responses", "{}", "")]
    [InlineData("POST /nope", "{}", "")]
    [InlineData("GET /healthz", "", "")]
    [InlineData("GET /nope", "", "")]
    [InlineData("PUT /v1/responses", "{}", "")]
    [InlineData("POST /v1/responses", "{", "")]
    [InlineData("POST /v1/responses", "{}", "Host: evil.example")]
    public async Task OwnAnswer_WhoseLineCannotBeWritten_IsA503Instead(string start, string body, string header)
    {
        await using var broker = await RunningBroker.StartAsync(customize: _log.Use);
        string[] headers = header.Length > 0 ? [header] : [];

        _log.WritesFail = true;
        AssertUnavailable(await WrittenRequest.SendAsync(broker, start, body, headers));
        Assert.Empty(broker.EventLines());

        _log.WritesFail = false;
        Assert.NotEqual(503, (await WrittenRequest.SendAsync(broker, start, body, headers)).Status);
        Assert.Single(broker.EventLines());
    }

    [Theory]
    [MemberData(nameof(NotBegun))]
    public async Task ProxiedAnswer_NotYetBegun_IsA503Instead(string text)
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 {text}");
        _log.WritesFail = true;
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream.Url, options => options with { AllowedPaths = [.. options.AllowedPaths, RunningBroker.Entry("HEAD", "/v1/models")] }, customize: _log.Use);

        AssertUnavailable(await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token));
        var head = await WrittenRequest.SendAsync(broker, "HEAD /v1/models", "", Token);
        Assert.Equal((503, ""), (head.Status, head.Body));
    }

    [Theory]
    [InlineData("Content-Length: 8\r\n\r\n", "part", "rest")]
    [InlineData("Content-Length: 8\r\n\r\n", "part", "sk-p")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "4\r\npart\r\n", "4\r\nrest\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "4\r\npart\r\n", "4\r\nsk-p\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "4\r\npart\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "", "0\r\n\r\n")]
    public async Task ProxiedAnswer_AlreadyBegun_IsBrokenOff(string head, string first, string last)
    {
        var hostHasRead = new TaskCompletionSource();
        await using var upstream = RawUpstream.Answering(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{head}{first}"));
            await hostHasRead.Task;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(last));
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: _log.Use);
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", Token));
        await host.ReadUntilAsync(first.Length > 0 ? "part" : "\r\n\r\n");
        _log.WritesFail = true;
        hostHasRead.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
    }

    [Fact]
    public async Task Answer_ReadToItsEnd_HasItsLineInTheFile()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nbody\r\n4\r\nbody\r\n0\r\n\r\n");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        for (var i = 1; i <= 50; i++)
        {
            using var answer = await broker.Client.SendAsync(
                RunningBroker.Request("/v1/responses", "{}"), TestContext.Current.CancellationToken);
            Assert.Equal(i, broker.EventLines().Count);
        }
    }

    private static void AssertUnavailable(RawAnswer answer)
    {
        Assert.Equal((503, "audit_unavailable"), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"audit_unavailable\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(("application/json", "no-store"), (answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.All((string[])["ETag", "Location", "Allow"], name => Assert.Null(answer.Header(name)));
    }
}
