using System.Text.Json;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Auditing;

/// <summary>Section 5: the file, and what may happen to it while the broker runs.</summary>
public class EventFileTests
{
    private const string UnixOnly = "Windows has no permission bits of this kind; the folder's access list decides there.";
    private const string LinuxOnly = "Only Linux has /dev/full.";
    private const string LinksNeedRights = "On Windows, making a symbolic link takes a right that users do not have.";
    private const string Token = $"api-key: {RunningBroker.Token}";

    [Fact]
    public async Task File_AsItIsCreated_IsReadableByItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        await using var broker = await RunningBroker.StartAsync();

        AssertOwnersAlone(broker.Options.EventsPath);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("truncated")]
    [InlineData("replaced")]
    [InlineData("moved away")]
    [InlineData("appended to")]
    public async Task File_ChangedWhileTheBrokerRuns_GetsTheNextLineWhole(string change)
    {
        await using var broker = await RunningBroker.StartAsync();
        var path = broker.Options.EventsPath;
        await RawRequest.SendAsync(broker, "POST /v1/responses", "{}");
        Change(path, change);

        await RawRequest.SendAsync(broker, "POST /v1/embeddings", "{}");
        await RawRequest.SendAsync(broker, "POST /v1/embeddings", "{}");

        var lines = broker.EventLines();
        Assert.Equal(change switch { "replaced" or "appended to" => lines.Count, _ => 2 }, lines.Count);
        Assert.All(lines.TakeLast(2), line => Assert.Equal("/v1/embeddings", JsonDocument.Parse(line).RootElement.GetProperty("path").GetString()));
        Assert.All(lines, line => Assert.DoesNotContain('\0', line));
        if (change is "replaced" or "appended to")
        {
            Assert.Equal("""{"other":1}""", lines[^3]);
        }
    }

    [Fact]
    public async Task File_CreatedAnew_IsReadableByItsOwnerAloneToo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        await using var broker = await RunningBroker.StartAsync();
        File.Delete(broker.Options.EventsPath);

        await RawRequest.SendAsync(broker, "POST /v1/responses", "{}");

        AssertOwnersAlone(broker.Options.EventsPath);
    }

    [Theory]
    [InlineData("{\"time\":\"2025-01-01T0", 1)]
    [InlineData("{\"a\":1}\n", 0)]
    [InlineData("{\"a\":1}\n{\"b\"", 1)]
    public async Task File_LeftWithAnUnfinishedLine_HasThatLineEnded(string left, int unfinished)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        await File.WriteAllTextAsync(path, left, TestContext.Current.CancellationToken);
        using (var log = new AuditLog(path, NullLogger<AuditLog>.Instance))
        {
            Assert.True(await log.AppendAsync("{\"new\":1}"u8.ToArray()));
        }

        Assert.Equal(left + (unfinished == 1 ? "\n" : "") + "{\"new\":1}\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Folder_RemovedAndBack_RefusesRequestsInBetween()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);
        Assert.Equal(200, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Directory.Delete(broker.Folder.Path, recursive: true);

        var refused = await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
        Assert.Equal((503, "audit_unavailable"), (refused.Status, refused.Json().GetProperty("error").GetString()));
        Assert.Equal(503, (await RawRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Single(upstream.Requests);

        Directory.CreateDirectory(broker.Folder.Path);
        Assert.Equal(200, (await RawRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Equal(200, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
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
        Assert.Equal(503, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Single(upstream.Requests);
        Assert.Equal(503, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(503, (await RawRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Single(upstream.Requests);

        File.Delete(broker.Options.EventsPath);
        Assert.Equal(200, (await RawRequest.SendAsync(broker, "GET /healthz")).Status);
        Assert.Equal(200, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(2, upstream.Requests.Count);
        Assert.Equal(2, broker.EventLines().Count);
    }

    [Fact]
    public async Task File_ThatIsALink_IsWrittenThroughIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), LinksNeedRights);
        using var elsewhere = new TemporaryFolder();
        File.WriteAllText(elsewhere.File("real.jsonl"), "");
        File.CreateSymbolicLink(elsewhere.File("link.jsonl"), elsewhere.File("real.jsonl"));
        await using var broker = await RunningBroker.StartAsync(options => options with { EventsPath = elsewhere.File("link.jsonl") });

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await RawRequest.SendAsync(broker, "POST /v1/responses", "{}")).Status);
        }

        Assert.Equal(3, File.ReadAllLines(elsewhere.File("real.jsonl")).Length);
    }

    [Fact]
    public void File_OfAnotherBroker_IsRefusedByEveryNameAndFreeAgainAfterIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        using (Open(path))
        {
            var failure = Assert.Throws<EventFileInUseException>(() => Open(path));
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        }

        using var next = Open(path);
        Assert.True(next.IsWritable());
    }

    [Theory]
    [InlineData("link", "real", true)]
    [InlineData("real", "link", true)]
    [InlineData("link", "real", false)]
    [InlineData("link", "second", false)]
    public void File_OfAnotherBroker_IsRefusedThroughALinkToo(string first, string second, bool exists)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), LinksNeedRights);
        using var folder = new TemporaryFolder();
        if (exists)
        {
            File.WriteAllText(folder.File("real"), "");
        }

        // A link to a name in the same folder, as ln -s makes it; and one to that link.
        File.CreateSymbolicLink(folder.File("link"), "real");
        File.CreateSymbolicLink(folder.File("second"), folder.File("link"));
        using var owner = Open(folder.File(first));

        Assert.Throws<EventFileInUseException>(() => Open(folder.File(second)));
    }

    [Fact]
    public void File_InALinkedFolder_IsTheSameFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), LinksNeedRights);
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("real"));
        Directory.CreateSymbolicLink(folder.File("link"), folder.File("real"));
        using var owner = Open(Path.Combine(folder.File("real"), "events.jsonl"));

        Assert.Throws<EventFileInUseException>(() => Open(Path.Combine(folder.File("link"), "events.jsonl")));
    }

    private static void AssertOwnersAlone(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    private static AuditLog Open(string path) => new(path, NullLogger<AuditLog>.Instance);

    private static void Change(string path, string change)
    {
        switch (change)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "truncated":
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                {
                    file.SetLength(0);
                }

                break;
            case "replaced":
                File.Delete(path);
                File.WriteAllText(path, "{\"other\":1}\n");
                break;
            case "moved away":
                File.Move(path, path + ".1");
                break;
            default:
                using (var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                {
                    file.Write("{\"other\":1}\n"u8);
                }

                break;
        }
    }
}
