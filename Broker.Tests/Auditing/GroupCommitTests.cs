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
        List<string> writes = [];
        var commit = new GroupCommit(lines => Note(writes, lines), () => false);

        var appended = commit.AppendAsync("a"u8.ToArray());

        Assert.True(appended.IsCompleted);
        Assert.True(await appended);
        Assert.Equal(["a\n"], writes);
    }

    [Fact]
    public async Task Append_OthersWaitForAThread_IsWrittenTogetherWithTheirLinesInOrder()
    {
        List<string> writes = [];
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var commit = new GroupCommit(
            lines =>
            {
                begun.Release();
                return goOn.Wait(Patience) && Note(writes, lines);
            },
            () => true);

        var first = commit.AppendAsync("a"u8.ToArray());
        Assert.True(await begun.WaitAsync(Patience, TestContext.Current.CancellationToken));
        var others = new[] { "b"u8.ToArray(), "c"u8.ToArray(), "d"u8.ToArray() }.Select(line => commit.AppendAsync(line).AsTask()).ToArray();
        Assert.False(first.IsCompleted);
        Assert.All(others, other => Assert.False(other.IsCompleted));
        goOn.Release(2);

        Assert.True(await first);
        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal(["a\n", "b\nc\nd\n"], writes);
    }

    [Fact]
    public async Task Look_OthersWaitForAThread_SharesTheTurnInWhichTheyWrite()
    {
        List<string> writes = [];
        using var begun = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var commit = new GroupCommit(
            lines =>
            {
                begun.Release();
                return goOn.Wait(Patience) && Note(writes, lines);
            },
            () => true);

        var first = commit.LookAsync();
        Assert.True(await begun.WaitAsync(Patience, TestContext.Current.CancellationToken));
        var others = new[] { commit.LookAsync().AsTask(), commit.AppendAsync("a"u8.ToArray()).AsTask(), commit.LookAsync().AsTask() };
        Assert.All(others, other => Assert.False(other.IsCompleted));
        goOn.Release(2);

        Assert.True(await first);
        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal(["", "a\n"], writes);
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

    private static bool Note(List<string> writes, ReadOnlyMemory<byte> lines)
    {
        writes.Add(Encoding.UTF8.GetString(lines.Span));
        return true;
    }
}
