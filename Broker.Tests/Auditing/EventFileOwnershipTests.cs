using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Auditing;

/// <summary>Section 5: one broker owns one file, by whatever name the file is called.</summary>
public class EventFileOwnershipTests
{
    private const string LinksNeedRights = "On Windows, making a symbolic link takes a right that users do not have.";

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
            Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}")).Status);
        }

        Assert.Equal(3, File.ReadAllLines(elsewhere.File("real.jsonl")).Length);
    }

    [Fact]
    public async Task File_OfAnotherBroker_IsRefusedAndFreeAgainAfterIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        using (Open(path))
        {
            Assert.Contains(path, Assert.Throws<EventFileInUseException>(() => Open(path)).Message, StringComparison.Ordinal);
        }

        using var next = Open(path);
        Assert.True(await next.IsWritableAsync());
    }

    [Theory]
    [InlineData("link", "real", true)]
    [InlineData("real", "link", true)]
    [InlineData("link", "real", false)]
    [InlineData("link", "second", false)]
    [InlineData("folder/real", "real", false)]
    public void File_OfAnotherBroker_IsRefusedThroughALinkToo(string first, string second, bool exists)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), LinksNeedRights);
        using var folder = new TemporaryFolder();
        if (exists)
        {
            File.WriteAllText(folder.File("real"), "");
        }

        // A link to a name in the same folder, as ln -s makes it; one to that link; and the folder by another name.
        File.CreateSymbolicLink(folder.File("link"), "real");
        File.CreateSymbolicLink(folder.File("second"), folder.File("link"));
        Directory.CreateSymbolicLink(folder.File("folder"), ".");
        using var owner = Open(folder.File(first));
        Assert.Throws<EventFileInUseException>(() => Open(folder.File(second)));
    }

    private static AuditLog Open(string path) => new(path, NullLogger<AuditLog>.Instance);
}
