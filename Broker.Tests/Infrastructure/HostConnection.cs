using System.Net.Sockets;
using System.Text;
using Broker.Tests.Leaks;

namespace Broker.Tests.Infrastructure;

/// <summary>A host's connection that reads the answer bit by bit, and hangs up when it is disposed.</summary>
internal sealed class HostConnection : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly StringBuilder _read = new();
    private Stream? _stream;

    private HostConnection()
    {
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Connects and sends a text, one byte for each character.</summary>
    public static async Task<HostConnection> OpenAsync(RunningBroker broker, string text)
    {
        var connection = new HostConnection();
        await connection._client.ConnectAsync(broker.Url.Host, broker.Url.Port, Cancel);
        connection._stream = WatchedStream.Of(connection._client);
        await connection._stream.WriteAsync(Encoding.Latin1.GetBytes(text), Cancel);
        return connection;
    }

    /// <summary>Sends more.</summary>
    public Task SendAsync(string text) => _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), Cancel).AsTask();

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
        var buffer = new byte[4096];
        while (await _stream!.ReadAsync(buffer, Cancel) > 0)
        {
        }
    });

    /// <summary>Hangs up with a reset, as a process that is killed may.</summary>
    public void Reset() => _client.Client.Close(0);

    /// <summary>Sends nothing more, but goes on reading.</summary>
    public void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => _client.Dispose();

    private async Task<bool> ReadAsync()
    {
        var buffer = new byte[4096];
        var read = await _stream!.ReadAsync(buffer, Cancel);
        _read.Append(Encoding.Latin1.GetString(buffer, 0, read));
        return read > 0;
    }
}
