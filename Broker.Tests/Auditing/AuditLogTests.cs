using System.Text;
using System.Text.Json;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Auditing;

/// <summary>The single writer: every line whole, in the file when its write is done.</summary>
public sealed class AuditLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("events.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_ByManyAtOnce_LeavesEveryLineWholeAndThereWhenItIsDone()
    {
        using var log = Open(Path);
        await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, async (i, _) =>
        {
            var line = $$"""{"i":{{i}},"pad":"{{new string('x', i % 300)}}"}""";
            var bytes = Encoding.UTF8.GetBytes(line);
            Assert.True(i % 3 == 0 ? log.Append(bytes) : await log.AppendAsync(bytes));
            if (i % 100 == 0)
            {
                Assert.Contains(line, File.ReadAllLines(Path));
            }
        });

        var numbers = File.ReadAllLines(Path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("i").GetInt32());
        Assert.Equal(Enumerable.Range(0, 2000), numbers.Order());
    }

    [Theory]
    [InlineData("{\"time\":\"2025-01-01T0", "\n")]
    [InlineData("{\"a\":1}\n", "")]
    [InlineData("{\"a\":1}\n{\"b\"", "\n")]
    public async Task File_LeftWithAnUnfinishedLine_HasThatLineEnded(string left, string end)
    {
        await File.WriteAllTextAsync(Path, left, TestContext.Current.CancellationToken);
        using (var log = Open(Path))
        {
            Assert.True(await log.AppendAsync("{\"new\":1}"u8.ToArray()));
        }

        Assert.Equal($"{left}{end}{{\"new\":1}}\n", await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_AfterTheLogWasClosed_SaysThatItFailed()
    {
        var log = Open(Path);
        log.Dispose();
        Assert.False(await log.AppendAsync("{}"u8.ToArray()));
        Assert.False(await log.IsWritableAsync());
    }

    [Fact]
    public async Task IsWritable_AfterAFailure_StaysFalseUntilAWriteSucceeds()
    {
        Directory.CreateDirectory(_folder.File("sub"));
        using var log = Open(_folder.File("sub/events.jsonl"));
        Assert.True(await log.IsWritableAsync());

        Directory.Delete(_folder.File("sub"), recursive: true);
        Assert.False(await log.IsWritableAsync());
        Assert.False(await log.AppendAsync("{\"a\":1}"u8.ToArray()));

        Directory.CreateDirectory(_folder.File("sub"));
        Assert.False(await log.IsWritableAsync());
        Assert.True(await log.AppendAsync("{\"b\":1}"u8.ToArray()));
        Assert.True(await log.IsWritableAsync());
        Assert.Equal("{\"b\":1}\n", await File.ReadAllTextAsync(_folder.File("sub/events.jsonl"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Create_WhereNoFileCanBe_LeavesNothingLocked()
    {
        Directory.CreateDirectory(Path);
        Assert.ThrowsAny<Exception>(() => Open(Path));
        Directory.Delete(Path);

        using var log = Open(Path);
        Assert.True(await log.IsWritableAsync());
    }

    private static AuditLog Open(string path) => new(path, NullLogger<AuditLog>.Instance);
}
