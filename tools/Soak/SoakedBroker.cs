using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Broker.Soak;

/// <summary>The built broker as a process of its own, on a free port of this machine.</summary>
internal sealed class SoakedBroker : IAsyncDisposable
{
    /// <summary>The caller token.</summary>
    public const string Token = "soak-caller-token";

    private const string EventFile = "events.jsonl";
    private static readonly string[] AllowedPaths = ["/v1/responses"];
    private readonly Process _process;
    private readonly string _folder;

    private SoakedBroker(Process process, string folder, Uri url) => (_process, _folder, Url) = (process, folder, url);

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

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
        var process = Start(folder);
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The broker did not start.");
        using var started = JsonDocument.Parse(line);
        return new SoakedBroker(process, folder, new Uri(started.RootElement.GetProperty("listen").GetString()!));
    }

    /// <summary>Whole lines in its event file, and in those that it has put aside.</summary>
    public long CountEvents() => Directory.EnumerateFiles(_folder, "events*").Sum(file => File.ReadLines(file).LongCount(line => line.EndsWith('}')));

    /// <summary>Starts another broker on the same event file.</summary>
    /// <returns>Its exit code; null if it did not end by itself.</returns>
    public async Task<int?> StartSecondAsync()
    {
        using var second = Start(_folder);
        try
        {
            await second.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            return second.ExitCode;
        }
        catch (TimeoutException)
        {
            second.Kill(entireProcessTree: true);
            return null;
        }
    }

    /// <summary>Moves the event file away, as a rotation from outside does.</summary>
    /// <param name="number">Part of its new name.</param>
    public void MoveEventsAway(int number) =>
        File.Move(Path.Combine(_folder, EventFile), Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"events-moved-{number}")));

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a closed terminal does; on Windows, where nobody can ask, ends it.</summary>
    /// <returns>Its exit code; null where it could not be asked.</returns>
    public async Task<int?> StopAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
            return null;
        }

        await SignalAsync("HUP");
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Start(string folder)
    {
        var name = OperatingSystem.IsWindows() ? "Broker.Service.exe" : "Broker.Service";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), ["--config", Path.Combine(folder, "config.json")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["BROKER_CLIENT_TOKEN"] = Token;
        // Where this very program's runtime is, wherever that was installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
