using Broker.Bench.Arguments;
using Broker.Bench.Processes;

namespace Broker.Bench.Peers;

/// <summary>All that is measured. Who cannot be started is named with the reason and left out.</summary>
/// <param name="workshop">Where everyone gets a folder.</param>
internal sealed class PeerSet(Workshop workshop) : IAsyncDisposable
{
    private readonly List<RunningPeer> _running = [];
    private int _folders;

    /// <summary>Who runs; the first is the stub.</summary>
    public IReadOnlyList<RunningPeer> Running => _running;

    /// <summary>Starts the stub and everyone in front of it.</summary>
    public async Task StartAsync(BenchOptions options, IReadOnlyList<Publication> builds, CancellationToken cancellationToken)
    {
        var stub = await StubPeer.StartAsync(options.StubPort, cancellationToken);
        _running.Add(new RunningPeer(stub, null));
        Console.WriteLine($"The stub listens on {stub.Url.GetLeftPart(UriPartial.Authority)}");

        await AddAsync(PeerNames.Nginx, stop => NginxPeer.StartAsync(stub.Url, NextFolder(), stop), cancellationToken);
        foreach (var build in builds)
        {
            await AddAsync(
                build.Name,
                stop => build.Name is PeerNames.Bare or PeerNames.BareJit
                    ? BarePeer.StartAsync(build, stub.Url, stop)
                    : BrokerPeer.StartAsync(build, stub.Url, NextFolder(), [], stop),
                cancellationToken);
            if (build.Name == PeerNames.Bare && options.Figures.Any(figure => figure is Figure.Throughput or Figure.Latency))
            {
                await AddAsync(PeerNames.BareWithEvents, stop => BarePeer.StartWithEventsAsync(build, stub.Url, NextFolder(), stop), cancellationToken);
            }
        }

        if (options.Figures.Contains(Figure.Throughput) && builds.FirstOrDefault(build => build.Name == PeerNames.Aot) is { } aot)
        {
            await AddAsync(PeerNames.Otlp, stop => BrokerPeer.StartWithOtlpAsync(aot, stub.Url, NextFolder(), stop), cancellationToken);
        }

        foreach (var foreign in options.Peers)
        {
            await AddAsync(foreign, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var running in Enumerable.Reverse(_running))
        {
            await running.Peer.DisposeAsync();
        }
    }

    private async Task AddAsync(string name, Func<CancellationToken, Task<Peer>> start, CancellationToken cancellationToken)
    {
        try
        {
            var running = new RunningPeer(await start(cancellationToken), start);
            _running.Add(running);
            await PeerCheck.RunAsync(running.Peer, cancellationToken);
        }
        catch (BenchException e)
        {
            await LeaveOutAsync(name, e);
        }
    }

    private async Task AddAsync(ForeignPeer foreign, CancellationToken cancellationToken)
    {
        try
        {
            var peer = new Peer(foreign.Name, foreign.Url, foreign.Token, foreign.ProcessId);
            _running.Add(new RunningPeer(peer, null));
            await PeerCheck.RunAsync(peer, cancellationToken);
        }
        catch (BenchException e)
        {
            await LeaveOutAsync(foreign.Name, e);
        }
    }

    private async Task LeaveOutAsync(string name, BenchException reason)
    {
        await Console.Error.WriteLineAsync($"Not measured: {name}. {reason.Message}");
        foreach (var running in _running.Where(running => running.Peer.Name == name))
        {
            await running.Peer.DisposeAsync();
        }

        _running.RemoveAll(running => running.Peer.Name == name);
    }

    private string NextFolder() => workshop.Folder($"peer-{++_folders}");
}
