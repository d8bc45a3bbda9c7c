using System.Globalization;
using System.Text.Json;
using Broker.Wire;

namespace Broker.Soak;

/// <summary>The built broker as a process of its own, on a free port of this machine.</summary>
internal sealed class SoakedBroker : IAsyncDisposable
{
    /// <summary>The caller token.</summary>
    public const string Token = "soak-caller-token";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private const string EventFile = "events.jsonl";
    private static readonly string[] AllowedPaths = ["/v1/responses"];
    private readonly BrokerProgram _program;
    private readonly string _folder;

    private SoakedBroker(BrokerProgram program, string folder, Uri url) => (_program, _folder, Url) = (program, folder, url);

    /// <summary>Its process.</summary>
    public int Id => _program.Child.Id;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts it.</summary>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static async Task<SoakedBroker> StartAsync(string folder, string upstream, string keyFile, CancellationToken cancellationToken)
    {
        var config = Path.Combine(folder, "config.json");
        string[] argv = OperatingSystem.IsWindows() ? ["cmd.exe", "/d", "/c", "type", keyFile] : ["cat", keyFile];
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new
        {
            listen_port = 0,
            mode = "proxy",
            upstream_base_url = upstream,
            allowed_paths = AllowedPaths,
            client_token_env = "BROKER_CLIENT_TOKEN",
            secret_source = new { kind = "command", argv },
            upstream_timeout_seconds = 3,
            events_path = Path.Combine(folder, EventFile),
        }), cancellationToken);
        var program = Start(folder);
        try
        {
            return new SoakedBroker(program, folder, await program.ListenAsync(cancellationToken));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whole lines in its event file, and in those that it has put aside.</summary>
    public long CountEvents() => Directory.EnumerateFiles(_folder, "events*").Sum(file => File.ReadLines(file).LongCount(line => line.EndsWith('}')));

    /// <summary>Starts another broker on the same event file.</summary>
    /// <returns>Its exit code; null if it did not end by itself.</returns>
    public async Task<int?> StartSecondAsync()
    {
        await using var second = Start(_folder);
        using var patience = new CancellationTokenSource(Longest);
        try
        {
            return await second.Child.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Moves the event file away, as a rotation from outside does.</summary>
    /// <param name="number">Part of its new name.</param>
    public void MoveEventsAway(int number) =>
        File.Move(Path.Combine(_folder, EventFile), Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"events-moved-{number}")));

    /// <summary>Sends it a signal.</summary>
    public Task SignalAsync(string signal) => _program.Child.SignalAsync(signal, CancellationToken.None);

    /// <summary>Asks it to end, as a closed terminal does; on Windows, where nobody can ask, ends it.</summary>
    /// <returns>Its exit code; null where it could not be asked.</returns>
    public async Task<int?> StopAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        using var patience = new CancellationTokenSource(Longest);
        await SignalAsync("HUP");
        return await _program.Child.WaitForExitAsync(patience.Token);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static BrokerProgram Start(string folder) => BrokerProgram.Start(
        ["--config", Path.Combine(folder, "config.json")],
        new ChildSettings { Folder = folder, Inherits = ChildSettings.AllButOurs, Variables = [("BROKER_CLIENT_TOKEN", Token)] });
}
