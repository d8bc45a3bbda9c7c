using Broker.Bench.Processes;
using Broker.Wire;

namespace Broker.Bench.Peers;

/// <summary>Something that answers <c>POST /v1/chat/completions</c>, running and ready to be measured.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly ChildProgram? _process;

    /// <summary>Something that runs as a process of this run.</summary>
    public Peer(string name, Uri url, string? token, ChildProgram process)
        : this(name, url, token, process.Id) =>
        _process = process;

    /// <summary>Something that somebody else runs.</summary>
    public Peer(string name, Uri url, string? token, int? processId)
    {
        Name = name;
        Url = new Uri(url, "/v1/chat/completions");
        Token = token ?? "";
        ProcessId = processId;
    }

    /// <summary>Waits until a process of this run listens; one that does not is ended.</summary>
    /// <param name="name">What the tables call it.</param>
    /// <param name="process">The process, just started.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="eventFile">Its event file, if it writes one for us.</param>
    /// <exception cref="BenchException">It has ended instead.</exception>
    public static async Task<Peer> WhenItListensAsync(string name, ChildProgram process, CancellationToken cancellationToken, string? eventFile = null)
    {
        try
        {
            // The caller token goes to the stub too, which has no use for it: so that all requests are alike.
            return new Peer(name, await process.ListenAddressAsync(cancellationToken), BenchSecrets.CallerToken, process) { EventFile = eventFile };
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the tables call it.</summary>
    public string Name { get; }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <summary>The caller token it wants; empty when it wants none.</summary>
    public string Token { get; }

    /// <summary>Whether somebody else runs it, who knows what it does with tokens and keys.</summary>
    public bool IsForeign => _process is null;

    /// <summary>Its process; null when that is not known.</summary>
    public int? ProcessId { get; }

    /// <summary>Its event file, if it writes one for us.</summary>
    public string? EventFile { get; init; }

    /// <summary>Whether its process has ended by itself.</summary>
    public bool HasEnded => _process is { HasEnded: true };

    /// <summary>Empties its event file: minutes of load would fill a small disk.</summary>
    public void EmptyEventFile()
    {
        if (EventFile is not null)
        {
            using var file = new FileStream(EventFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.SetLength(0);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
