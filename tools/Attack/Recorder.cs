using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Broker.Wire;

namespace Broker.Attacks;

/// <summary>A server on this machine that notes what it gets, in the upstream's place or where nobody should be sent.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private const string Ordinary = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 17\r\nConnection: close\r\n\r\n{\"recorded\":true}";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly RawUpstream _server;
    private IEnumerable<string> _answer = [Ordinary];
    private int _abandoned;

    private Recorder(int port) => _server = RawUpstream.Answering(AnswerAsync, port);

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_server.Url);

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<Arrival> Arrivals => [.. _server.Requests.Select(request => new Arrival(request))];

    /// <summary>How many connections were made to it.</summary>
    public int Connections => _server.Connections;

    /// <summary>How often the other side hung up before an answer was written.</summary>
    public int Abandoned => Volatile.Read(ref _abandoned);

    /// <summary>Begins to listen.</summary>
    /// <param name="port">Where; 0 for any free port.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static Recorder Listen(int port = 0) => new(port);

    /// <summary>Answers with these pieces from now on, and ends the connection behind them; with nothing special when null.</summary>
    public void AnswerWith(IEnumerable<string>? pieces) => _answer = pieces ?? [Ordinary];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>An answer with a length.</summary>
    public static string Answer(string status, string body, params string[] headers) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

    private async Task AnswerAsync(Stream stream, int index, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var piece in _answer)
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(piece), cancellationToken);
                // So that pieces travel alone.
                await Task.Delay(Pause, cancellationToken);
            }
        }
        catch (IOException)
        {
            Interlocked.Increment(ref _abandoned);
        }

        stream.Close();
    }
}
