using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Auditing;

/// <summary>
/// Section 5: the last bytes of an answer wait for its line. Shown by a log whose write fails: whatever had gone out before the
/// write would have reached the host, so an answer that turns into a 503 or breaks off was not released early.
/// </summary>
public class AnswerReleaseTests
{
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";

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
        var log = new SwitchedAuditLog();
        await using var broker = await RunningBroker.StartAsync(customize: log.Use);
        string[] headers = header.Length > 0 ? [header] : [];
        log.WritesFail = true;

        AssertUnavailable(await WrittenRequest.SendAsync(broker, start, body, headers));

        Assert.Empty(broker.EventLines());
        log.WritesFail = false;
        Assert.NotEqual(503, (await WrittenRequest.SendAsync(broker, start, body, headers)).Status);
        Assert.Single(broker.EventLines());
    }

    [Theory]
    [InlineData("200 OK\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("204 No Content\r\n\r\n")]
    [InlineData("304 Not Modified\r\nETag: a\r\n\r\n")]
    [InlineData("302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("SSH")]
    public async Task ProxiedAnswer_NotYetBegun_IsA503Instead(string text)
    {
        await using var upstream = RawUpstream.Answering($"HTTP/1.1 {text}");
        var log = new SwitchedAuditLog { WritesFail = true };
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: log.Use);

        AssertUnavailable(await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token));
    }

    [Fact]
    public async Task ProxiedAnswer_ToAHead_IsA503Instead()
    {
        await using var upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
        var log = new SwitchedAuditLog { WritesFail = true };
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream.Url, options => options with { AllowedPaths = [RunningBroker.Entry("HEAD", "/v1/models")] }, customize: log.Use);

        var answer = await WrittenRequest.SendAsync(broker, "HEAD /v1/models", "", Token);

        Assert.Equal((503, ""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("Content-Length: 8\r\n\r\n", "part", "rest")]
    [InlineData("Content-Length: 8\r\n\r\n", "part", "sk-p")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "4\r\npart\r\n", "4\r\nrest\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "4\r\npart\r\n", "4\r\nsk-p\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "4\r\npart\r\n", "0\r\n\r\n")]
    public async Task ProxiedAnswer_AlreadyBegun_IsBrokenOff(string head, string first, string last)
    {
        var hostHasRead = new TaskCompletionSource();
        await using var upstream = RawUpstream.Answering(async stream =>
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{head}{first}"));
            await hostHasRead.Task;
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(last));
        });
        var log = new SwitchedAuditLog();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: log.Use);
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", Token));

        await host.ReadUntilAsync("part");
        log.WritesFail = true;
        hostHasRead.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
    }

    [Fact]
    public async Task ProxiedAnswer_AStreamWithoutAnyEvent_IsBrokenOff()
    {
        var hostHasRead = new TaskCompletionSource();
        await using var upstream = RawUpstream.Answering(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
            await hostHasRead.Task;
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        });
        var log = new SwitchedAuditLog { WritesFail = true };
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: log.Use);
        using var host = await HostConnection.OpenAsync(broker, WrittenRequest.Text(broker, "POST /v1/responses", "{}", Token));

        await host.ReadUntilAsync("\r\n\r\n");
        hostHasRead.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(host.ReadToEndAsync);
    }

    [Fact]
    public async Task ProxiedAnswer_AStreamThatEndsAsItBegins_IsAServiceUnavailable()
    {
        await using var upstream = RawUpstream.Answering(stream =>
            stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"u8.ToArray()).AsTask());
        var log = new SwitchedAuditLog { WritesFail = true };
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, customize: log.Use);

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(503, answer.Status);
    }

    [Fact]
    public async Task Answer_ReadToItsEnd_HasItsLineInTheFile()
    {
        await using var upstream = await RecordingUpstream.StartAsync(async context =>
        {
            for (var i = 0; i < 3; i++)
            {
                await context.Response.WriteAsync("data: x\n\n");
                await context.Response.Body.FlushAsync();
            }
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        for (var i = 1; i <= 50; i++)
        {
            using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), TestContext.Current.CancellationToken);
            Assert.Equal(i, broker.EventLines().Count);
        }
    }

    private static void AssertUnavailable(RawAnswer answer)
    {
        Assert.Equal(503, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"audit_unavailable\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(("application/json", "no-store"), (answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.All((string[])["ETag", "Location", "Allow"], name => Assert.Null(answer.Header(name)));
    }
}
