using System.Text;
using System.Text.Json;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Auditing;

/// <summary>The single writer: every line whole, in the file when its write is done.</summary>
public class AuditLogTests
{
    [Fact]
    public async Task Append_ByManyAtOnce_LeavesEveryLineWholeAndThereWhenItIsDone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        using var log = new AuditLog(path, NullLogger<AuditLog>.Instance);

        await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, async (i, _) =>
        {
            var line = $$"""{"i":{{i}},"pad":"{{new string('x', i % 300)}}"}""";
            var bytes = Encoding.UTF8.GetBytes(line);
            Assert.True(i % 3 == 0 ? log.Append(bytes) : await log.AppendAsync(bytes));
            if (i % 100 == 0)
            {
                Assert.Contains(line, File.ReadAllLines(path));
            }
        });

        var numbers = File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("i").GetInt32());
        Assert.Equal(Enumerable.Range(0, 2000), numbers.Order());
    }

    [Fact]
    public async Task Append_AfterTheLogWasClosed_SaysThatItFailed()
    {
        using var folder = new TemporaryFolder();
        var log = new AuditLog(folder.File("events.jsonl"), NullLogger<AuditLog>.Instance);
        log.Dispose();

        Assert.False(await log.AppendAsync("{}"u8.ToArray()));
        Assert.False(await log.IsWritableAsync());
    }

    [Fact]
    public async Task IsWritable_AfterAFailure_StaysFalseUntilAWriteSucceeds()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.File("sub"), "events.jsonl");
        Directory.CreateDirectory(folder.File("sub"));
        using var log = new AuditLog(path, NullLogger<AuditLog>.Instance);
        Assert.True(await log.IsWritableAsync());

        Directory.Delete(folder.File("sub"), recursive: true);
        Assert.False(await log.IsWritableAsync());
        Assert.False(await log.AppendAsync("{\"a\":1}"u8.ToArray()));
        Directory.CreateDirectory(folder.File("sub"));
        Assert.False(await log.IsWritableAsync());
        Assert.True(await log.AppendAsync("{\"b\":1}"u8.ToArray()));
        Assert.True(await log.IsWritableAsync());
        Assert.Equal("{\"b\":1}\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Create_WhereNoFileCanBe_LeavesNothingLocked()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.jsonl");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => new AuditLog(path, NullLogger<AuditLog>.Instance));
        Directory.Delete(path);
        using var log = new AuditLog(path, NullLogger<AuditLog>.Instance);
        Assert.True(await log.IsWritableAsync());
    }

    [Fact]
    public async Task Requests_EightHundredAtOnce_LeaveEightHundredWholeLines()
    {
        await using var broker = await RunningBroker.StartAsync();

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, async (_, cancel) =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var answer = await broker.Client.SendAsync(RunningBroker.Request("/v1/responses", "{}"), cancel);
                Assert.Equal(200, (int)answer.StatusCode);
            }
        });

        Assert.Equal(800, broker.EventLines().Count);
        Assert.All(broker.Events(), line => Assert.Equal(["time", "kind", "path", "ok", "status", "mode"], EventAssert.Keys(line)));
    }
}
