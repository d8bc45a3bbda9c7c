using Broker.Tests.Auditing;

namespace Broker.Tests.Threats;

/// <summary>C53: somebody takes the end of the log, or all of it. What is left is whole; the head tells of the rest.</summary>
public sealed class EventHeadTamperingTests : IDisposable
{
    private readonly WrittenLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task C53_End_CutOff_IsNoticedByTheHead(int count)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.RemoveRange(10 - count, count));

        Assert.Contains("The end was cut off", _log.AssertSpoilt(10 - count), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_End_CutOffWhileNoBrokerRuns_IsNotHiddenByTheNextOne()
    {
        await _log.WriteAsync(0, 10);
        _log.Change(lines => lines.RemoveRange(7, 3));

        await _log.WriteAsync(10, 5);

        Assert.Contains("lines 8 to 10 of the chain are missing", _log.AssertSpoilt(8), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task C53_File_EmptiedOrRemoved_IsNoticedByTheHead(bool isRemoved)
    {
        await _log.WriteAsync(0, 10);
        File.WriteAllText(_log.Path, "");
        if (isRemoved)
        {
            File.Delete(_log.Path);
        }

        var (code, _, error) = _log.Verify();

        Assert.Equal(1, code);
        Assert.Contains("lines 1 to 10 of the chain", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"seq\":10}")]
    public async Task C53_Head_RemovedOrDamaged_IsNoticed(string? head)
    {
        await _log.WriteAsync(0, 10);
        File.Delete(_log.Head);
        if (head is not null)
        {
            File.WriteAllText(_log.Head, head);
        }

        var (code, _, error) = _log.Verify();

        Assert.Equal(1, code);
        Assert.Contains("The head is missing or damaged", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Chain_ComputedAnew_IsNoticedByTheHead()
    {
        await _log.WriteAsync(0, 10);
        var head = File.ReadAllText(_log.Head);
        File.Delete(_log.Path);
        File.Delete(_log.Head);
        await _log.WriteAsync(100, 10);
        File.WriteAllText(_log.Head, head);

        Assert.Contains("computed anew", _log.AssertSpoilt(10), StringComparison.Ordinal);
    }
}
