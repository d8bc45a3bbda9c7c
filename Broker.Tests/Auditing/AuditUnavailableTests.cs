using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Auditing;

/// <summary>Section 5: without a log that can be written, nothing goes upstream.</summary>
public class AuditUnavailableTests
{
    private const string LinuxOnly = "Only Linux has /dev/full.";
    private static readonly string Token = $"api-key: {RunningBroker.Token}";

    [Fact]
    public async Task Folder_RemovedAndBack_RefusesRequestsInBetween()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Directory.Delete(broker.Folder.Path, recursive: true);

        var refused = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        Assert.Equal((503, "audit_unavailable"), (refused.Status, refused.Header("X-Broker-Error")));
        Assert.Equal(503, (await WrittenRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Single(upstream.Requests);

        Directory.CreateDirectory(broker.Folder.Path);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(["/healthz", "/v1/responses"], broker.Events().Select(line => line.GetProperty("path").GetString()));
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Fact]
    public async Task Disk_Full_RefusesRequestsUntilThereIsRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), LinuxOnly);
        await using var upstream = await RecordingUpstream.StartAsync(context =>
        {
            context.Response.ContentLength = 2;
            return context.Response.WriteAsync("{}");
        });
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        File.Delete(broker.Options.EventsPath);
        File.CreateSymbolicLink(broker.Options.EventsPath, "/dev/full");

        // The probe cannot know yet; the first line to be written is the one that fails.
        Assert.Equal(503, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Single(upstream.Requests);
        Assert.Equal(503, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(503, (await WrittenRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Single(upstream.Requests);

        File.Delete(broker.Options.EventsPath);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(2, upstream.Requests.Count);
        Assert.Equal(2, broker.EventLines().Count);
    }

    [Fact]
    public async Task Health_OnceThereIsRoomAgain_IsReadyBeforeAnyRequest()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), LinuxOnly);
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        File.Delete(broker.Options.EventsPath);
        File.CreateSymbolicLink(broker.Options.EventsPath, "/dev/full");
        Assert.Equal(503, (await WrittenRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Equal(503, (await WrittenRequest.SendAsync(broker, "GET /health")).Status);

        File.Delete(broker.Options.EventsPath);

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "GET /health")).Status);
        Assert.Empty(broker.EventLines());
        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Single(broker.EventLines());
    }
}
