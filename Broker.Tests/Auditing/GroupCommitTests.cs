using System.Text;
using Broker.Service.Auditing;

namespace Broker.Tests.Auditing;

/// <summary>Who writes a line, and with which others.</summary>
public class GroupCommitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Append_NothingElseToDo_IsWrittenAtOnceByItsRequest()
    {
        using var file = new HeldFile();
        file.LetGo();
        var commit = new GroupCommit(file.Write, () => false);

        var appended = commit.AppendAsync("a"u8.ToArray());

        Assert.True(appended.IsCompleted);
        Assert.True(await appended);
        Assert.Equal(["a\n"], file.Writes);
    }

    [Fact]
    public async Task Append_OthersWaitForAThread_IsWrittenTogetherWithTheirLinesInOrder()
    {
        using var file = new HeldFile();
        var commit = new GroupCommit(file.Write, () => true);

        var first = commit.AppendAsync("a"u8.ToArray());
        await file.FirstWriteAsync();
        var others = new[] { "b"u8.ToArray(), "c"u8.ToArray(), "d"u8.ToArray() }.Select(line => commit.AppendAsync(line).AsTask()).ToArray();
        Assert.False(first.IsCompleted);
        Assert.All(others, other => Assert.False(other.IsCompleted));
        file.LetGo();

        Assert.True(await first);
        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal(["a\n", "b\nc\nd\n"], file.Writes);
    }

    [Fact]
    public async Task Append_TurnAfterTurn_WritesEachLineOnce()
    {
        using var file = new HeldFile();
        file.LetGo();
        var commit = new GroupCommit(file.Write, () => true);
        string[] lines = ["a", new('b', 100_000), "c", "", new('d', 5000), "e"];

        foreach (var line in lines)
        {
            Assert.True(await commit.AppendAsync(Encoding.UTF8.GetBytes(line)));
        }

        Assert.Equal(lines.Select(line => line.Length == 0 ? "" : $"{line}\n"), file.Writes);
    }

    [Fact]
    public async Task Look_OthersWaitForAThread_SharesTheTurnInWhichTheyWrite()
    {
        using var file = new HeldFile();
        var commit = new GroupCommit(file.Write, () => true);

        var first = commit.VerifyAsync();
        await file.FirstWriteAsync();
        var others = new[] { commit.VerifyAsync().AsTask(), commit.AppendAsync("a"u8.ToArray()).AsTask(), commit.VerifyAsync().AsTask() };
        Assert.All(others, other => Assert.False(other.IsCompleted));
        file.LetGo();

        Assert.True(await first);
        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal(["", "a\n"], file.Writes);
    }

    [Fact]
    public async Task Append_LinesThatCameDuringAWriteCannotBeWritten_TellsEachOfThemAndNobodyElse()
    {
        GroupCommit? commit = null;
        List<Task<bool>> others = [];
        commit = new GroupCommit(
            lines =>
            {
                if (others.Count > 0)
                {
                    return false;
                }

                others.AddRange([commit!.AppendAsync("b"u8.ToArray()).AsTask(), commit.AppendAsync("c"u8.ToArray()).AsTask()]);
                return true;
            },
            () => false);

        Assert.True(await commit.AppendAsync("a"u8.ToArray()));

        Assert.All(await Task.WhenAll(others), Assert.False);
    }

    /// <summary>Notes what is written, which takes until it is let go.</summary>
    private sealed class HeldFile : IDisposable
    {
        private readonly SemaphoreSlim _begun = new(0);
        private readonly ManualResetEventSlim _goOn = new();

        public List<string> Writes { get; } = [];

        public bool Write(ReadOnlyMemory<byte> lines)
        {
            _begun.Release();
            Writes.Add(Encoding.UTF8.GetString(lines.Span));
            return _goOn.Wait(Patience);
        }

        public async Task FirstWriteAsync() => Assert.True(await _begun.WaitAsync(Patience, TestContext.Current.CancellationToken));

        public void LetGo() => _goOn.Set();

        public void Dispose()
        {
            _begun.Dispose();
            _goOn.Dispose();
        }
    }
}
