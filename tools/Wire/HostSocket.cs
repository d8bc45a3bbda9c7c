using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Broker.Wire;

/// <summary>A host that speaks bytes: sends anything, and reads answers by their own framing. One character is one byte.</summary>
internal sealed class HostSocket : IDisposable
{
    private readonly TcpClient _client;
    private readonly BufferedStream _stream;

    private HostSocket(TcpClient client, Func<Stream, Stream>? watch)
    {
        _client = client;
        _stream = new BufferedStream(watch?.Invoke(client.GetStream()) ?? client.GetStream(), 16 * 1024);
    }

    /// <summary>Connects.</summary>
    /// <param name="broker">Where to.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="watch">What the connection is read through, if somebody looks at all that comes.</param>
    public static async Task<HostSocket> ConnectAsync(Uri broker, CancellationToken cancellationToken, Func<Stream, Stream>? watch = null)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(broker.DnsSafeHost, broker.Port, cancellationToken);
            return new HostSocket(client, watch);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends bytes as they are. That the broker has closed meanwhile is no failure: its answer says more.</summary>
    /// <returns>Whether all of it could be sent.</returns>
    public async Task<bool> SendAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Reads one answer, an interim one too; null when the connection ends before it begins.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="hasBody">False for the answer to HEAD, whose announced length says nothing.</param>
    public async Task<RawAnswer?> ReadAnswerAsync(CancellationToken cancellationToken, bool hasBody = true)
    {
        if (await ReadLineAsync(cancellationToken) is not { } statusLine)
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        var head = new RawAnswer(int.Parse(statusLine.Split(' ')[1], CultureInfo.InvariantCulture), headers, "");
        return hasBody && head.Status >= 200 ? head with { Body = await ReadBodyAsync(head, cancellationToken) } : head;
    }

    /// <summary>Reads until the broker closes.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (await ReadAvailableAsync(cancellationToken) is { } next)
        {
            text.Append(next);
        }

        return text.ToString();
    }

    /// <summary>Reads what has come, waiting for the first of it; null at the end.</summary>
    public async Task<string?> ReadAvailableAsync(CancellationToken cancellationToken)
    {
        var bytes = new byte[16 * 1024];
        try
        {
            return await _stream.ReadAsync(bytes, cancellationToken) is > 0 and var count ? Encoding.Latin1.GetString(bytes, 0, count) : null;
        }
        catch (IOException)
        {
            IsReset = true;
            return null;
        }
    }

    /// <summary>Reads so many bytes, or fewer where the connection ends.</summary>
    public async Task<string> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        return Encoding.Latin1.GetString(bytes, 0, await _stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellationToken));
    }

    /// <summary>Whether the other side ended the connection without a goodbye.</summary>
    public bool IsReset { get; private set; }

    /// <summary>Sends nothing more, but goes on reading.</summary>
    public void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection as a crash does: without a goodbye.</summary>
    public void Reset() => _client.Client.Close(timeout: 0);

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }

    private async Task<string> ReadBodyAsync(RawAnswer head, CancellationToken cancellationToken)
    {
        if (head.Header("Content-Length") is { } length)
        {
            return await ReadAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        }

        if (head.Header("Transfer-Encoding") is null)
        {
            return head.Status is 204 or 304 ? "" : await ReadToEndAsync(cancellationToken);
        }

        var body = new StringBuilder();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } size && size != "0")
        {
            body.Append(await ReadAsync(int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture), cancellationToken));
            await ReadLineAsync(cancellationToken);
        }

        await ReadLineAsync(cancellationToken);
        return body.ToString();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await ReadByteAsync(cancellationToken) is { } next)
        {
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next);
        }

        return line.Length == 0 ? null : line.ToString();
    }

    private async Task<byte?> ReadByteAsync(CancellationToken cancellationToken)
    {
        try
        {
            var one = new byte[1];
            return await _stream.ReadAsync(one, cancellationToken) == 0 ? null : one[0];
        }
        catch (IOException)
        {
            // The broker may reset the connection after its answer.
            return null;
        }
    }
}
