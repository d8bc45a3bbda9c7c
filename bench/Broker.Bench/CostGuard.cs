using Broker.Bench.Load;
using Broker.Bench.Peers;
using Broker.Bench.Processes;
using Broker.Wire;

namespace Broker.Bench;

/// <summary>
/// Guards what a request costs. Absolute times say nothing on a machine that does other things as well; processor time of the broker over
/// that of the stub behind it, for the same requests in the same seconds, does.
/// </summary>
internal static class CostGuard
{
    /// <summary>What was measured when this was written, in a debug build; when the broker becomes cheaper, lower it.</summary>
    private const double Recorded = 9;

    private const double Margin = 2;
    private const int Rounds = 6;
    private const int Hosts = 8;
    private const int RequestsPerHost = 250;

    /// <summary>Measures the broker that was built beside this program.</summary>
    /// <returns>The exit code: 1 when a request costs more than twice the recorded ratio.</returns>
    /// <exception cref="BenchException">It could not be measured.</exception>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!ProcessUsage.IsKnown)
        {
            Console.WriteLine("Not measured: there is no /proc here that tells how much processor time a process has used.");
            return 0;
        }

        using var folder = new Workshop();
        await using var stub = await StubPeer.StartAsync(0, cancellationToken);
        var build = new Publication(PeerNames.Jit, BrokerProgram.Location, []);
        await using var broker = await BrokerPeer.StartAsync(build, stub.Url, folder.Folder("broker"), [], cancellationToken);
        await PeerCheck.RunAsync(broker, cancellationToken);

        // The stub has to be compiled before anything is held against it.
        await LoadAsync(broker);
        // Compiling the broker goes on for some rounds, and what disturbs a round makes it dearer too. So the cheapest round counts.
        var cheapest = double.MaxValue;
        for (var round = 1; round <= Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = (Broker: Cpu(broker), Stub: Cpu(stub));
            await LoadAsync(broker);
            var ratio = (Cpu(broker) - before.Broker) / (Cpu(stub) - before.Stub);
            Console.WriteLine($"Round {round} of {Rounds}: {ratio:0.0} times the stub's processor time");
            cheapest = Math.Min(cheapest, ratio);
        }

        if (cheapest < Recorded * Margin)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync(
            $"A request costs the broker {cheapest:0.0} times the stub's processor time; recorded is {Recorded}. "
            + "Find what made it dearer: dotnet run -c Release --project bench/Broker.Bench -- --only throughput");
        return 1;
    }

    private static TimeSpan Cpu(Peer peer) => ProcessUsage.Cpu(peer.ProcessId!.Value);

    private static Task LoadAsync(Peer peer) => Task.WhenAll(Enumerable.Range(0, Hosts).Select(_ => Task.Factory.StartNew(
        () =>
        {
            using var host = new BlockingHost(peer, RequestBodies.Body(512));
            for (var i = 0; i < RequestsPerHost; i++)
            {
                host.Post();
            }
        },
        TaskCreationOptions.LongRunning)));
}
