using System.Globalization;
using System.Net.Sockets;
using Broker.Bench.Processes;
using Broker.Wire;

namespace Broker.Bench.Peers;

/// <summary>nginx with <c>nginx.conf.template</c>.</summary>
internal static class NginxPeer
{
    private const int Attempts = 5;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    /// <summary>Starts it.</summary>
    /// <param name="upstream">Where the stub listens.</param>
    /// <param name="folder">A folder of its own, for everything that it writes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="BenchException">It is not installed, or does not start.</exception>
    public static async Task<Peer> StartAsync(Uri upstream, string folder, CancellationToken cancellationToken)
    {
        var program = Tool.Find("nginx", "nginx-light");
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort.Next();
            var config = Path.Combine(folder, "nginx.conf");
            await File.WriteAllTextAsync(config, await ConfigurationAsync(upstream, folder, port, cancellationToken), cancellationToken);
            var process = ChildPrograms.Start(program, ["-p", folder, "-c", config, "-e", Path.Combine(folder, "error.log")]);
            if (await ListensAsync(process, port, cancellationToken))
            {
                return new Peer(PeerNames.Nginx, new Uri($"http://127.0.0.1:{port}"), BenchSecrets.CallerToken, process)
                {
                    EventFile = Path.Combine(folder, "events.jsonl"),
                };
            }

            await process.DisposeAsync();
            if (attempt == Attempts)
            {
                throw new BenchException($"It did not start: {process.Errors}");
            }
        }
    }

    private static async Task<string> ConfigurationAsync(Uri upstream, string folder, int port, CancellationToken cancellationToken)
    {
        var template = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "nginx.conf.template"), cancellationToken);
        return template
            .Replace("{{folder}}", folder, StringComparison.Ordinal)
            // Started by root, its worker would be a user who may not write here.
            .Replace("{{user}}", Environment.IsPrivilegedProcess ? "user root;" : "", StringComparison.Ordinal)
            .Replace("{{port}}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{upstream}}", upstream.Authority, StringComparison.Ordinal)
            .Replace("{{token}}", BenchSecrets.CallerToken, StringComparison.Ordinal)
            .Replace("{{key}}", BenchSecrets.ProviderKey, StringComparison.Ordinal);
    }

    private static async Task<bool> ListensAsync(ChildProgram process, int port, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!process.HasEnded && TimeProvider.System.GetElapsedTime(start) < LongestStart)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
                return !process.HasEnded;
            }
            catch (SocketException)
            {
                await Task.Delay(20, cancellationToken);
            }
        }

        return false;
    }
}
