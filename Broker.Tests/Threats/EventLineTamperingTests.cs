using Broker.Tests.Auditing;

namespace Broker.Tests.Threats;

/// <summary>C53: somebody changes what the broker wrote down. <c>verify-events</c> names the first line that is not as it was.</summary>
public sealed class EventLineTamperingTests : IDisposable
{
    private readonly WrittenLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task C53_Line_Edited_IsNamed(int line)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines[line - 1] = lines[line - 1].Replace("/v1/", "/v2/", StringComparison.Ordinal));

        Assert.Contains("The line was edited", _log.AssertSpoilt(line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 1, 5)]
    [InlineData(5, 3, 5)]
    [InlineData(9, 1, 9)]
    public async Task C53_Line_Dropped_IsNamedByTheOneAfterIt(int first, int count, int named)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.RemoveRange(first - 1, count));

        Assert.Contains(count == 1 ? $"line {first} of the chain" : $"lines {first} to {first + count - 1} of the chain", _log.AssertSpoilt(named), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Line_Moved_IsNamed()
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => (lines[3], lines[4]) = (lines[4], lines[3]));

        Assert.Contains("out of order", _log.AssertSpoilt(4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Line_Copied_IsNamed()
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.Insert(6, lines[2]));

        Assert.Contains("moved or copied", _log.AssertSpoilt(7), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"kind\":\"request\",\"path\":\"/forged\"}")]
    [InlineData("half a line")]
    [InlineData("")]
    public async Task C53_Line_PutIn_IsNamed(string line)
    {
        await _log.WriteAsync(0, 10);

        _log.Change(lines => lines.Insert(6, line));

        _log.AssertSpoilt(7);
    }

    [Fact]
    public async Task C53_Line_ChangedInAFileRotatedAway_IsNamedWithItsFile()
    {
        await _log.WriteAsync(0, 200, maxBytes: 4096);

        _log.Change(lines => lines.RemoveAt(3), _log.Rotated(2));
        _log.AssertSpoilt(4, _log.Rotated(2));

        File.Delete(_log.Rotated(2));
        Assert.Contains("are missing before this line", _log.AssertSpoilt(1, _log.Rotated(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C53_Line_MadeToSteerATerminal_IsNotPrinted()
    {
        await _log.WriteAsync(0, 3);

        _log.Change(lines => lines[1] = "\u001b[2J" + lines[1]);

        Assert.DoesNotContain('\u001b', _log.AssertSpoilt(2));
    }
}
