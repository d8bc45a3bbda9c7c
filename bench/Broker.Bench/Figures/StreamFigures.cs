using System.Net.Sockets;
using Broker.Bench.Load;
using Broker.Bench.Peers;
using Broker.Bench.Processes;
using Broker.Bench.Stub;

namespace Broker.Bench.Figures;

/// <summary>What is measured on event streams.</summary>
/// <param name="setting">What it is measured with.</param>
internal sealed class StreamFigures(Setting setting)
{
    /// <summary>How many streams are open at the same time.</summary>
    public const int OpenStreams = 500;

    /// <summary>Chunks of a stream that is measured.</summary>
    public const int Chunks = 3;

    /// <summary>Milliseconds between them.</summary>
    public const int Pause = 10;

    private const int WarmUpRequests = 200;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(3);

    /// <summary>The time to the first chunk, one stream after the other on one connection.</summary>
    public Task MeasureFirstChunkAsync(CancellationToken cancellationToken) =>
        Rounds.RunAsync("First chunk", setting.Scale.Rounds, setting.WithoutEventsAlone, running => Task.Run(
            () =>
            {
                using var host = Connect(running.Peer, StreamOrder.Body(Chunks, Pause));
                Repeat(Chunks, host, cancellationToken);
                var times = Repeat(setting.Scale.FirstChunks, host, cancellationToken).Order().ToList();
                setting.Measurements.Add(Loads.Streams, Metric.FirstChunk, running.Peer.Name, times[times.Count / 2].TotalMicroseconds);
            },
            cancellationToken));

    /// <summary>Memory with many streams open, over the same process before; on a process that has done nothing else.</summary>
    public Task MeasureMemoryAsync(CancellationToken cancellationToken)
    {
        var peers = setting.WithoutEventsAlone.Skip(1).Where(running => running.Peer.ProcessId is not null);
        return Rounds.RunAsync($"{OpenStreams} streams", setting.Scale.StreamRounds, peers, async running =>
        {
            if (running.StartAsync is null)
            {
                await MeasureMemoryAsync(running.Peer, cancellationToken);
                return;
            }

            await using var fresh = await running.StartAsync(cancellationToken);
            await MeasureMemoryAsync(fresh, cancellationToken);
        });
    }

    private async Task MeasureMemoryAsync(Peer peer, CancellationToken cancellationToken)
    {
        await Task.Run(
            () =>
            {
                using var host = Connect(peer, StreamOrder.Body(Chunks, 0));
                Repeat(WarmUpRequests, host, cancellationToken);
            },
            cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        if (ProcessUsage.ResidentMemory(peer.ProcessId!.Value) is not { } before)
        {
            throw new BenchException("This system does not tell how much memory a process has.");
        }

        using var streams = await SlowStreams.OpenAsync(peer, OpenStreams, cancellationToken);
        var most = 0L;
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Watching)
        {
            most = Math.Max(most, ProcessUsage.ResidentMemory(peer.ProcessId.Value) ?? 0);
            await Task.Delay(50, cancellationToken);
        }

        setting.Measurements.Add(Loads.Streams, Metric.StreamMemory, peer.Name, (most - before) / 1024.0 / OpenStreams);
    }

    private static BlockingHost Connect(Peer peer, byte[] body)
    {
        try
        {
            return new BlockingHost(peer, body);
        }
        catch (SocketException e)
        {
            throw new BenchException($"It cannot be reached: {e.Message}");
        }
    }

    private static List<TimeSpan> Repeat(int count, BlockingHost host, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                times.Add(host.Post());
            }
        }
        catch (SocketException e)
        {
            throw new BenchException($"A stream broke: {e.Message}");
        }

        return times;
    }
}
