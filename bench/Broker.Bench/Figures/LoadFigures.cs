using Broker.Bench.Load;
using Broker.Bench.Peers;
using Broker.Bench.Processes;

namespace Broker.Bench.Figures;

/// <summary>What is measured under the load of wrk.</summary>
/// <param name="setting">What it is measured with.</param>
internal sealed class LoadFigures(Setting setting)
{
    /// <summary>How many connections a busy broker has.</summary>
    public const int ManyConnections = 64;

    private const int WarmUpSeconds = 2;

    /// <summary>Lets everyone's compilers and pools come to rest; not measured.</summary>
    public Task WarmUpAsync(CancellationToken cancellationToken) =>
        Rounds.RunAsync("Warming up", 1, setting.UnderLoad, running => WarmUpAsync(running.Peer, cancellationToken));

    /// <summary>64 connections, small bodies; and the most memory that each process had.</summary>
    public async Task MeasureThroughputAsync(CancellationToken cancellationToken)
    {
        await Rounds.RunAsync(
            "Throughput",
            setting.Scale.Rounds,
            setting.UnderLoad,
            running => MeasureAsync(Loads.Many, running.Peer, Loads.SmallBody, ManyConnections, cancellationToken),
            running =>
            {
                NotePeakMemory(running.Peer);
                return RenewAsync(running, cancellationToken);
            });
        foreach (var running in setting.UnderLoad)
        {
            NotePeakMemory(running.Peer);
        }
    }

    /// <summary>One connection, small bodies.</summary>
    public Task MeasureLatencyAsync(CancellationToken cancellationToken) =>
        Rounds.RunAsync(
            "Latency",
            setting.Scale.Rounds,
            setting.WithoutTelemetry,
            running => MeasureAsync(Loads.One, running.Peer, Loads.SmallBody, 1, cancellationToken),
            running => RenewAsync(running, cancellationToken));

    /// <summary>Larger bodies.</summary>
    public async Task MeasureBodiesAsync(CancellationToken cancellationToken)
    {
        foreach (var (bytes, connections) in Loads.Bodies)
        {
            await Rounds.RunAsync(
                $"Bodies of {Loads.Body(bytes)}",
                setting.Scale.Rounds,
                setting.WithoutEventsAlone,
                running => MeasureAsync(Loads.Body(bytes), running.Peer, bytes, connections, cancellationToken),
                running => RenewAsync(running, cancellationToken));
        }
    }

    private async Task RenewAsync(RunningPeer running, CancellationToken cancellationToken)
    {
        await running.RenewAsync(cancellationToken);
        await WarmUpAsync(running.Peer, cancellationToken);
    }

    private async Task WarmUpAsync(Peer peer, CancellationToken cancellationToken)
    {
        await Wrk.RunAsync(peer, setting.Bodies.FileOf(Loads.SmallBody), ManyConnections, WarmUpSeconds, cancellationToken);
        peer.EmptyEventFile();
    }

    private void NotePeakMemory(Peer peer)
    {
        if (peer.ProcessId is { } id && ProcessUsage.PeakMemory(id) is { } bytes)
        {
            setting.Measurements.Add(Loads.Many, Metric.PeakMemory, peer.Name, bytes / 1024.0 / 1024.0);
        }
    }

    private async Task MeasureAsync(string load, Peer peer, int bodyBytes, int connections, CancellationToken cancellationToken)
    {
        var before = peer.ProcessId is { } id ? ProcessUsage.Cpu(id) : default;
        var result = await Wrk.RunAsync(peer, setting.Bodies.FileOf(bodyBytes), connections, setting.Scale.Seconds, cancellationToken);
        if (peer.ProcessId is { } same && ProcessUsage.IsKnown)
        {
            setting.Measurements.Add(load, Metric.Cpu, peer.Name, (ProcessUsage.Cpu(same) - before).TotalMicroseconds / result.Requests);
        }

        setting.Measurements.Add(load, Metric.RequestsPerSecond, peer.Name, result.RequestsPerSecond);
        setting.Measurements.Add(load, Metric.P50, peer.Name, result.P50);
        setting.Measurements.Add(load, Metric.P99, peer.Name, result.P99);
        peer.EmptyEventFile();
    }
}
