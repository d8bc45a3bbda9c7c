using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

/// <summary>Section 5: without a log that can be written, nothing goes upstream.</summary>
public class AuditUnavailableTests
{
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
    public async Task Disk_Full_RefusesRequestsUntilThereIsRoomAndIsReadyBeforeAnyRequest()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /dev/full.");
        await using var upstream = RawUpstream.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        Task<RawAnswer> PostAsync() => WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        async Task<int> GetAsync(string path) => (await WrittenRequest.SendAsync(broker, $"GET {path}")).Status;
        File.Delete(broker.Options.EventsPath);
        File.CreateSymbolicLink(broker.Options.EventsPath, "/dev/full");

        // The probe cannot know yet; the first line to be written is the one that fails.
        Assert.Equal(503, (await PostAsync()).Status);
        Assert.Single(upstream.Requests);
        Assert.Equal((503, 503, 503), ((await PostAsync()).Status, await GetAsync("/healthz"), await GetAsync("/health")));
        Assert.Single(upstream.Requests);

        File.Delete(broker.Options.EventsPath);
        Assert.Equal(200, await GetAsync("/health"));
        Assert.Empty(broker.EventLines());
        Assert.Equal((200, 200), ((await PostAsync()).Status, await GetAsync("/healthz")));
        Assert.Equal((2, 2), (upstream.Requests.Count, broker.EventLines().Count));
    }
}
