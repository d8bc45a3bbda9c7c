using System.Text.Json;

namespace Broker.Tests.Auditing;

/// <summary>Events linked into a chain: what the chain survives.</summary>
public sealed class EventChainSurvivalTests : IDisposable
{
    private readonly WrittenLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Chain_OverARestart_GoesOnAndSaysWhatItFollows()
    {
        await _log.WriteAsync(0, 3);
        await _log.WriteAsync(3, 3);

        var lines = _log.AllLines().Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2, 3, 4, 5, 6], lines.Select(line => line.GetProperty("seq").GetInt32()));
        Assert.Equal(lines[2].GetProperty("chain").GetString(), lines[3].GetProperty("chain_from").GetString());
        Assert.Contains("6 lines of the chain in 1 file", _log.AssertWhole(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(100)]
    public async Task Chain_AfterALineThatACrashCutShort_GoesOnFromTheLastWholeOne(int bytes)
    {
        await _log.WriteAsync(0, 3);
        var torn = File.ReadAllLines(_log.Path)[^1][..bytes];
        await File.AppendAllTextAsync(_log.Path, torn, Cancel);
        Assert.Contains("the last line is not whole", _log.AssertWhole(), StringComparison.Ordinal);

        await _log.WriteAsync(3, 2);

        Assert.Equal(torn, _log.AllLines()[3]);
        Assert.Contains("events.jsonl, line 4: the line is not whole", _log.AssertWhole(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_AfterACrashBetweenLineAndHead_GoesOnFromTheLine()
    {
        await _log.WriteAsync(0, 3);
        var head = await File.ReadAllTextAsync(_log.Head, Cancel);
        await _log.WriteAsync(3, 2);
        await File.WriteAllTextAsync(_log.Head, head, Cancel);
        Assert.Contains("lines 4 to 5 came after the head", _log.AssertWhole(), StringComparison.Ordinal);

        await _log.WriteAsync(5, 1);

        Assert.DoesNotContain("head", _log.AssertWhole(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_AfterACrashAmidRotation_GoesOn()
    {
        await _log.WriteAsync(0, 3);
        File.Move(_log.Path, _log.Rotated(1));
        File.Delete(_log.Head);

        await _log.WriteAsync(3, 2);

        Assert.Contains("5 lines of the chain in 2 files", _log.AssertWhole(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_BegunInAFileThatHadNone_LeavesTheLinesBeforeUnchecked()
    {
        await _log.WriteAsync(0, 2, isChained: false);
        await _log.WriteAsync(2, 2);

        Assert.Contains("2 before the chain begins were not checked", _log.AssertWhole(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_OverLinesWrittenWithoutIt_IsNotFoundWhole()
    {
        await _log.WriteAsync(0, 2);
        await _log.WriteAsync(2, 2, isChained: false);
        await _log.WriteAsync(4, 2);

        Assert.Contains("while events_chain was off", _log.AssertSpoilt(3), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("replaced")]
    [InlineData("head deleted")]
    public async Task Files_RemovedWhileTheBrokerRuns_AreWrittenAnew(string change)
    {
        using var log = _log.Open();
        await WrittenLog.WriteAsync(log, 0, 3);
        File.Delete(change == "head deleted" ? _log.Head : _log.Path);
        if (change == "replaced")
        {
            await File.WriteAllTextAsync(_log.Path, "", Cancel);
        }

        await WrittenLog.WriteAsync(log, 3, 3);

        if (change == "head deleted")
        {
            Assert.Contains("The head is missing", _log.Verify().Error, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("lines 1 to 3 of the chain are not here", _log.AssertWhole(), StringComparison.Ordinal);
        }
    }
}
