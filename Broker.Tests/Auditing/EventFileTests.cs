using System.Text.Json;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Auditing;

/// <summary>Section 5: the file, and what may happen to it while the broker runs.</summary>
public class EventFileTests
{
    private const string UnixOnly = "Windows has no permission bits of this kind; the folder's access list decides there.";

    [Fact]
    public async Task File_AsItIsCreated_IsReadableByItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        await using var broker = await RunningBroker.StartAsync();

        AssertOwnersAlone(broker.Options.EventsPath);
    }

    [Fact]
    public async Task File_CreatedAnew_IsReadableByItsOwnerAloneToo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), UnixOnly);
        await using var broker = await RunningBroker.StartAsync();
        File.Delete(broker.Options.EventsPath);

        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}");

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
        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}");
        Change(path, change);

        await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}");
        await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}");

        var lines = broker.EventLines();
        Assert.Equal(change switch { "appended to" => 4, "replaced" => 3, _ => 2 }, lines.Count);
        Assert.All(lines.TakeLast(2), line => Assert.Equal("/v1/embeddings", JsonDocument.Parse(line).RootElement.GetProperty("path").GetString()));
        Assert.All(lines, line => Assert.DoesNotContain('\0', line));
        if (change is "replaced" or "appended to")
        {
            Assert.Equal("""{"other":1}""", lines[^3]);
        }
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

    private static void AssertOwnersAlone(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

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
