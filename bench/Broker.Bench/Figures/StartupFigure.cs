using System.Diagnostics;
using Broker.Bench.Load;
using Broker.Bench.Peers;

namespace Broker.Bench.Figures;

/// <summary>How long a program takes from the start of its process to its first healthy answer.</summary>
/// <param name="setting">What it is measured with.</param>
internal sealed class StartupFigure(Setting setting)
{
    /// <summary>Starts each build again and again.</summary>
    public Task MeasureAsync(CancellationToken cancellationToken)
    {
        var builds = setting.Peers.Where(running => running.Peer.Name is PeerNames.Aot or PeerNames.Jit or PeerNames.Bare or PeerNames.BareJit);
        return Rounds.RunAsync("Start-up", setting.Scale.Starts, builds, async running =>
        {
            var start = Stopwatch.GetTimestamp();
            await using var fresh = await running.StartAsync!(cancellationToken);
            HealthProbe.Ask(fresh.Url);
            setting.Measurements.Add(Loads.None, Metric.Startup, fresh.Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        });
    }
}
