using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Broker.Wire;

/// <summary>An upstream that answers with bytes, well-formed or not. One character is one byte.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Func<Stream, int, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _connections;

    private RawUpstream(Func<Stream, int, CancellationToken, Task> answer, int port = 0)
    {
        _answer = answer;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Address, without a trailing slash.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Requests whose head has come, head and body as far as they were announced.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>How many connections were accepted.</summary>
    public int Connections => _connections;

    /// <summary>Answers each request with the same bytes and closes.</summary>
    public static RawUpstream Answering(string answer) => new(async (stream, _, cancel) =>
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancel);
        stream.Close();
    });

    /// <summary>Answers each request as a function says, and closes the connection when it is done.</summary>
    public static RawUpstream Answering(Func<Stream, Task> answer) => new(async (stream, _, cancel) =>
    {
        await answer(stream).WaitAsync(cancel);
        stream.Close();
    });

    /// <summary>Answers the n-th request, counted from 0, as a function says. Closing the stream ends the connection.</summary>
    /// <param name="answer">What is written.</param>
    /// <param name="port">Where it listens; 0 for any free port.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static RawUpstream Answering(Func<Stream, int, CancellationToken, Task> answer, int port = 0) => new(answer, port);

    public async ValueTask DisposeAsync()
    {
        // The token ends the accepting; a listener stopped under it would be asked once more, and throw.
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        var stream = client.GetStream();
        try
        {
            while (await RawRequestReader.ReadAsync(stream, _stop.Token) is { } request)
            {
                _requests.Enqueue(request);
                await _answer(stream, _requests.Count - 1, _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The broker hung up, the answer closed the connection, or the test is over.
        }
    }
}
