using System.Text;
using Broker.Tests.Leaks;

namespace Broker.Tests.Infrastructure;

/// <summary>A host's connection that reads the answer bit by bit, and hangs up when it is disposed.</summary>
internal sealed class HostConnection : IDisposable
{
    private readonly HostSocket _socket;
    private readonly StringBuilder _read = new();

    private HostConnection(HostSocket socket) => _socket = socket;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Connects and sends a text, one byte for each character.</summary>
    public static async Task<HostConnection> OpenAsync(RunningBroker broker, string text)
    {
        var connection = new HostConnection(await HostSocket.ConnectAsync(broker.Url, Cancel, WatchedStream.Of));
        await connection.SendAsync(text);
        return connection;
    }

    /// <summary>Sends more.</summary>
    public Task SendAsync(string text) => _socket.SendAsync(text, Cancel);

    /// <summary>Reads until a text has come, and says all that has come by then.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        while (!_read.ToString().Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await ReadAsync(), $"The answer ended before '{text}': '{_read}'");
        }

        return _read.ToString();
    }

    /// <summary>Reads to the end, and says all that has come.</summary>
    /// <exception cref="IOException">The connection was reset.</exception>
    public async Task<string> ReadToEndAsync()
    {
        while (await ReadAsync())
        {
        }

        return _read.ToString();
    }

    /// <summary>Reads to the end and keeps nothing, beside whoever calls: what always has more to read would never let them go on.</summary>
    /// <exception cref="IOException">The connection was reset.</exception>
    public Task DrainAsync() => Task.Run(async () =>
    {
        while (await NextAsync() is not null)
        {
        }
    });

    /// <summary>Hangs up with a reset, as a process that is killed may.</summary>
    public void Reset() => _socket.Reset();

    /// <summary>Sends nothing more, but goes on reading.</summary>
    public void EndSending() => _socket.EndSending();

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync()
    {
        var next = await NextAsync();
        _read.Append(next);
        return next is not null;
    }

    private async Task<string?> NextAsync() =>
        await _socket.ReadAvailableAsync(Cancel) ?? (_socket.IsReset ? throw new IOException("The connection was reset.") : null);
}
