using System.Diagnostics;
using System.Globalization;
using System.Text;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Credentials;

/// <summary>What is left of a program and its descendants. Each script writes the ids of its processes to a file.</summary>
public sealed class CommandRunnerEndingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string IdFile => _folder.File("ids");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sleep 300 & echo $! >> \"$0\"; echo $$ >> \"$0\"; wait", false)]
    [InlineData("(setsid sleep 300 & echo $! >> \"$0\"); echo $$ >> \"$0\"; exec sleep 301", true)]
    public async Task RunAsync_C46_TimeLimit_EndsTheWholeTreeAndOrphans(string script, bool hasOrphan)
    {
        Assert.SkipUnless(
            !hasOrphan || OperatingSystem.IsLinux(),
            "Only Linux lets us find a process whose parent has gone; elsewhere it outlives the command.");
        var time = new FakeTimeProvider();
        var running = new CommandRunner(time).RunAsync(Script(script), TestContext.Current.CancellationToken);
        var ids = await IdsAsync(2);

        time.Advance(CommandSpec.DefaultTimeLimit - TimeSpan.FromTicks(1));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.IsType<CommandResult.TimedOut>(await running);
        await AllEndedAsync(ids);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsTheWholeTreeAndThrows()
    {
        using var cancellation = new CancellationTokenSource();
        var running = new CommandRunner(TimeProvider.System).RunAsync(
            Script("sleep 300 & echo $! >> \"$0\"; echo $$ >> \"$0\"; wait"), cancellation.Token);
        var ids = await IdsAsync(2);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await AllEndedAsync(ids);
    }

    [Fact]
    public async Task RunAsync_GrandchildThatKeepsThePipeOpen_DoesNotHoldTheAnswerBack()
    {
        // The program ends; what it left behind holds its output open for five minutes, longer than the test may take.
        var running = new CommandRunner(TimeProvider.System).RunAsync(
            Script("sleep 300 & echo $! >> \"$0\"; echo sk-key"), TestContext.Current.CancellationToken);
        var ids = await IdsAsync(1);
        try
        {
            var completed = Assert.IsType<CommandResult.Completed>(await running.WaitAsync(Patience.Token));

            Assert.Equal(0, completed.ExitCode);
            Assert.Equal("sk-key\n", Encoding.ASCII.GetString(completed.Output.Span));
            Assert.All(ids, id => Assert.True(IsAlive(id)));
        }
        finally
        {
            foreach (var id in ids.Where(IsAlive))
            {
                Process.GetProcessById(id).Kill();
            }
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            // An ended process that nobody has asked about yet still has an id on Linux; its state is Z.
            return !Process.GetProcessById(id).HasExited
                && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is ArgumentException or IOException)
        {
            return false;
        }
    }

    private static Task AllEndedAsync(int[] ids) => Patience.UntilAsync(() => !ids.Any(IsAlive), Patience.Token);

    private CommandSpec Script(string unix)
    {
        var script = TestShell.Script(unix);
        return new CommandSpec { Argv = [.. script.Argv, IdFile], Environment = script.Environment };
    }

    private async Task<int[]> IdsAsync(int count)
    {
        var ids = Array.Empty<int>();
        await Patience.UntilAsync(() => (ids = ReadIds()).Length == count, Patience.Token);
        return ids;
    }

    private int[] ReadIds() => File.Exists(IdFile) && File.ReadAllText(IdFile) is var text && text.EndsWith('\n')
        ? [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))]
        : [];
}
