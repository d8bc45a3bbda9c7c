using System.Text;
using System.Text.Json;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Auditing;

/// <summary>Full event files make room for new ones: no line is lost, torn or written twice.</summary>
public sealed class RotationTests : IDisposable
{
    private const int MaxBytes = 4096;

    private readonly WrittenLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_ByManyAtOnce_LeavesEveryLineOnceOverManyFiles(bool isChained)
    {
        using (var log = _log.Open(MaxBytes, isChained: isChained))
        {
            await Parallel.ForAsync(0, 3000, TestContext.Current.CancellationToken, async (i, _) =>
                Assert.True(await log.AppendAsync(Encoding.UTF8.GetBytes($$"""{"i":{{i}},"pad":"{{new string('x', i % 100)}}"}"""))));
        }

        var numbers = _log.AllLines().Select(line => JsonDocument.Parse(line).RootElement.GetProperty("i").GetInt32());
        Assert.Equal(Enumerable.Range(0, 3000), numbers.Order());
        Assert.True(RotatedFiles.Numbers(_log.Path).Count > 20);
        Assert.All(
            RotatedFiles.Numbers(_log.Path),
            number => Assert.EndsWith("}\n", File.ReadAllText(_log.Rotated(number)), StringComparison.Ordinal));
        if (isChained)
        {
            _log.AssertWhole();
        }
    }

    [Fact]
    public async Task Files_AreNoLongerThanTheLimitAndInOrder()
    {
        await _log.WriteAsync(0, 500, MaxBytes, isChained: false);

        Assert.Equal(Enumerable.Range(0, 500).Select(WrittenLog.Line), _log.AllLines());
        Assert.All(
            RotatedFiles.Numbers(_log.Path).Select(_log.Rotated).Append(_log.Path),
            path => Assert.InRange(new FileInfo(path).Length, 1, MaxBytes));
    }

    [Fact]
    public async Task Files_MoreThanAreKept_LoseTheOldest()
    {
        await _log.WriteAsync(0, 1000, MaxBytes, keep: 2);

        Assert.Equal([1, 2], RotatedFiles.Numbers(_log.Path));
        Assert.EndsWith("\"path\":\"/v1/999\"", _log.AllLines()[^1].Split(",\"seq\"")[0].TrimEnd('}'), StringComparison.Ordinal);
        Assert.Contains("of the chain are not here: dropped by rotation", _log.AssertWhole(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_KeptWhenFewerAreToBe_AreRemovedAndNobodyElses()
    {
        await _log.WriteAsync(0, 500, MaxBytes);
        string[] others = [".20250101", ".old", ".01", ".1.gz", ".lock"];
        foreach (var other in others)
        {
            await File.WriteAllTextAsync(_log.Path + other, "{}\n", TestContext.Current.CancellationToken);
        }

        await _log.WriteAsync(500, 200, MaxBytes, keep: 3);

        Assert.Equal([1, 2, 3], RotatedFiles.Numbers(_log.Path));
        Assert.All(others, other => Assert.True(File.Exists(_log.Path + other)));
        _log.AssertWhole();
    }

    [Fact]
    public async Task Files_WithAGapThatACrashLeft_AreNotMovedPastIt()
    {
        await _log.WriteAsync(0, 500, MaxBytes);
        var newest = File.ReadAllText(_log.Rotated(1));
        var oldest = RotatedFiles.Numbers(_log.Path)[^1];
        // As it stands when the broker is killed after .1 became .2 and before the file became .1.
        for (var number = oldest; number >= 1; number--)
        {
            File.Move(_log.Rotated(number), _log.Rotated(number + 1));
        }

        _log.AssertWhole();
        await _log.WriteAsync(500, 20, MaxBytes);

        Assert.Equal(newest, File.ReadAllText(_log.Rotated(2)));
        Assert.Equal(oldest + 1, RotatedFiles.Numbers(_log.Path)[^1]);
        _log.AssertWhole();
    }

    [Fact]
    public async Task Rotation_ThatFails_IsAFailureToWriteUntilItSucceeds()
    {
        using var log = _log.Open(MaxBytes, keep: 1);
        Directory.CreateDirectory(Path.Combine(_log.Rotated(1), "in the way"));
        var written = 0;
        while (await log.AppendAsync(Encoding.UTF8.GetBytes(WrittenLog.Line(written))))
        {
            written++;
        }

        Assert.False(await log.IsWritableAsync());
        Assert.False(log.ProbeByWriting());
        Assert.False(await log.AppendAsync(Encoding.UTF8.GetBytes(WrittenLog.Line(written))));
        Assert.Equal(written, File.ReadAllLines(_log.Path).Length);

        Directory.Delete(_log.Rotated(1), recursive: true);
        Assert.True(log.ProbeByWriting());
        await WrittenLog.WriteAsync(log, written, 5);
        Assert.Equal(
            Enumerable.Range(0, written + 5), _log.AllLines().Select(line => int.Parse(line.Split("/v1/")[1].Split('"')[0], null)));
        _log.AssertWhole();
    }

    [Fact]
    public async Task Files_OfEveryKind_AreReadableByTheirOwnerAlone()
    {
        await _log.WriteAsync(0, 100, MaxBytes);
        Assert.All([_log.Path, _log.Rotated(1), _log.Head], UnixFiles.AssertOwnersAlone);
    }

    [Fact]
    public async Task File_MovedAwayBySomebodyElse_IsBegunAnewAndTheChainGoesOn()
    {
        using (var log = _log.Open(MaxBytes))
        {
            await WrittenLog.WriteAsync(log, 0, 10);
            File.Move(_log.Path, _log.Rotated(1));
            await WrittenLog.WriteAsync(log, 10, 40);
        }

        Assert.Equal(50, _log.AllLines().Count);
        _log.AssertWhole();
    }

    [Fact]
    public async Task File_ThatIsALink_IsRotatedWhereItIs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, making a symbolic link takes a right that users do not have.");
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("link"), _log.Path);
        using (var log = new AuditLog(folder.File("link"), NullLogger<AuditLog>.Instance, MaxBytes, keep: 1000, isChained: true))
        {
            await WrittenLog.WriteAsync(log, 0, 100);
        }

        Assert.Equal(["link"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Equal(100, _log.AllLines().Count);
        Assert.Equal(
            RotatedFiles.Numbers(_log.Path).Count + 1,
            _log.AllLines().Count(line => line.Contains("chain_from", StringComparison.Ordinal)));
        _log.AssertWhole();
    }
}
