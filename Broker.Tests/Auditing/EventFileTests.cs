using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

/// <summary>Section 5: the file, and what may happen to it while the broker runs.</summary>
public class EventFileTests
{
    private const string Other = "{\"other\":1}\n";

    [Theory]
    [InlineData("deleted", 2)]
    [InlineData("truncated", 2)]
    [InlineData("replaced", 3)]
    [InlineData("moved away", 2)]
    [InlineData("appended to", 4)]
    public async Task File_ChangedWhileTheBrokerRuns_GetsTheNextLineWholeAndIsItsOwnersAlone(string change, int lines)
    {
        await using var broker = await RunningBroker.StartAsync();
        var path = broker.Options.EventsPath;
        await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}");
        UnixFiles.AssertOwnersAlone(path);

        Change(path, change);
        await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}");
        await WrittenRequest.SendAsync(broker, "POST /v1/embeddings", "{}");

        Assert.Equal(lines, broker.EventLines().Count);
        Assert.All(broker.Events().TakeLast(2), line => Assert.Equal("/v1/embeddings", line.GetProperty("path").GetString()));
        Assert.DoesNotContain('\0', string.Concat(broker.EventLines()));
        if (change is "replaced" or "appended to")
        {
            Assert.Equal(Other, $"{broker.EventLines()[^3]}\n");
        }
        else
        {
            UnixFiles.AssertOwnersAlone(path);
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
                File.WriteAllText(path, Other);
                break;
            case "moved away":
                File.Move(path, path + ".1");
                break;
            default:
                using (var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                {
                    file.Write(System.Text.Encoding.UTF8.GetBytes(Other));
                }

                break;
        }
    }
}
