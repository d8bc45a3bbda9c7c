using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Broker.Tests.Infrastructure;

/// <summary>An upstream that writes its answer byte by byte, for what an HTTP server would not send. Each connection serves one request.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, Task> _answer;
    private readonly Task _serving;
    private int _requests;

    private RawUpstream(Func<NetworkStream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Address, without a trailing slash.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Answers every request with a text, one byte for each character, and closes the connection.</summary>
    public static RawUpstream Start(string answer) => new(stream => stream.WriteAsync(Encoding.Latin1.GetBytes(answer)).AsTask());

    /// <summary>Answers as a function says; the connection is closed when it is done.</summary>
    public static RawUpstream Start(Func<NetworkStream, Task> answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        // The listener goes last: an accept that is under way when it stops fails in a way of its own on each system.
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                await ReadRequestAsync(stream);
                Interlocked.Increment(ref _requests);
                await _answer(stream).WaitAsync(_stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The broker went away, or the test is over.
            }
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Append((char)one[0]);
        }

        const string Length = "Content-Length: ";
        var line = head.ToString().Split("\r\n").SingleOrDefault(text => text.StartsWith(Length, StringComparison.OrdinalIgnoreCase));
        if (line is not null)
        {
            await stream.ReadExactlyAsync(new byte[int.Parse(line[Length.Length..], CultureInfo.InvariantCulture)], _stop.Token);
        }
    }
}
