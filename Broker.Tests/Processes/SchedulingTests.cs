using System.Globalization;
using System.Runtime.InteropServices;
using Broker.Tests.Infrastructure;
using Broker.Tests.Threats;
using InfraChild = Broker.Tests.Infrastructure.BrokerChild;

namespace Broker.Tests.Processes;

/// <summary>A running broker does not interrupt its own requests to hear of more of them.</summary>
public partial class SchedulingTests
{
    private const int Batch = 3;
    private const int Idle = 5;

    [Fact]
    public async Task Broker_OnceItRuns_ListensToSocketsWithoutInterruptingWork()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has this scheduling.");
        using var folder = new TemporaryFolder();
        await using var broker = await StartAsync(folder);

        using var client = new HttpClient { BaseAddress = broker.Url };
        Assert.True((await client.GetAsync("/healthz", Patience.Token)).IsSuccessStatusCode);

        var (_, policy) = Assert.Single(ThreadsOf(broker.Id), thread => thread.Name == ".NET Sockets");
        Assert.Equal(Batch, policy);
    }

    [Fact]
    public async Task Broker_StartedToRunWhenNothingElseDoes_StaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has this scheduling.");
        using var folder = new TemporaryFolder();
        var starting = new TaskCompletionSource<Task<InfraChild>>();
        // A process is scheduled as the thread that starts it; this one is not needed afterwards.
        var starter = new Thread(() =>
        {
            if (SetScheduler(0, Idle, 0) == 0)
            {
                starting.SetResult(StartAsync(folder));
            }
            else
            {
                starting.SetException(new InvalidOperationException("This system does not let a thread be scheduled as idle."));
            }
        });
        starter.Start();
        await using var broker = await await starting.Task.WaitAsync(Patience.Token);

        Assert.All(ThreadsOf(broker.Id), thread => Assert.Equal(Idle, thread.Policy));
    }

    private static Task<InfraChild> StartAsync(TemporaryFolder folder) => InfraChild.StartAsync(
        folder.Write("\"mode\":\"dry_run\""),
        new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" },
        Patience.Token);

    /// <summary>Names and policies, from <c>/proc</c> (proc_pid_stat(5)): the 2nd field, in brackets, and the 41st.</summary>
    private static IEnumerable<(string Name, int Policy)> ThreadsOf(int process)
    {
        foreach (var thread in Directory.GetDirectories($"/proc/{process}/task"))
        {
            var stat = File.ReadAllText($"{thread}/stat");
            var (start, end) = (stat.IndexOf('(', StringComparison.Ordinal) + 1, stat.LastIndexOf(')'));
            yield return (stat[start..end], int.Parse(stat[(end + 2)..].Split(' ')[38], CultureInfo.InvariantCulture));
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}
