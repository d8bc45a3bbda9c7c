using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Broker.Bench.Stub;

/// <summary>One connection to the stub: reads each request to its end and answers it.</summary>
/// <param name="socket">The connection.</param>
internal sealed class StubConnection(Socket socket)
{
    /// <summary>A body that begins so is answered with the head that the stub got.</summary>
    public const string EchoBody = "{\"echo\":true}";

    private readonly StubInput _input = new(socket);

    /// <summary>Serves until the other side closes.</summary>
    public async Task ServeAsync()
    {
        while (await ReadHeadAsync() is { } head)
        {
            var headText = "";
            if (!head.IsTelemetry && head.BodyLength == EchoBody.Length)
            {
                headText = Encoding.Latin1.GetString(_input.Bytes[..head.Length]);
            }

            _input.Use(head.Length);
            await AnswerAsync(head, headText);
        }
    }

    private async ValueTask<StubHead?> ReadHeadAsync()
    {
        while (true)
        {
            if (StubHead.Read(_input.Bytes) is { } head)
            {
                return head;
            }

            if (!await _input.ReadAsync())
            {
                return null;
            }
        }
    }

    private async ValueTask AnswerAsync(StubHead head, string headText)
    {
        if (head.IsChunked)
        {
            await SkipChunksAsync();
            await SendAsync(head.IsTelemetry ? StubAnswers.Taken : StubAnswers.Plain);
            return;
        }

        while (_input.Bytes.Length < Math.Min(head.BodyLength, StreamOrder.OpeningLength))
        {
            await _input.NeedAsync();
        }

        var stream = StreamOrder.Read(_input.Bytes);
        var isEcho = headText.Length > 0 && _input.Bytes.StartsWith(Encoding.ASCII.GetBytes(EchoBody));
        await _input.SkipAsync(head.BodyLength);
        if (stream is { } order)
        {
            await StreamAsync(order);
        }
        else
        {
            await SendAsync(head.IsTelemetry ? StubAnswers.Taken : isEcho ? StubAnswers.Whole("text/plain", headText) : StubAnswers.Plain);
        }
    }

    private async Task StreamAsync(StreamOrder order)
    {
        await SendAsync(StubAnswers.StreamBeginning);
        for (var chunk = 1; chunk < order.Chunks; chunk++)
        {
            await Task.Delay(order.Pause);
            await SendAsync(StubAnswers.Chunk);
        }

        await SendAsync(StubAnswers.StreamEnd);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private async ValueTask SkipChunksAsync()
    {
        int size;
        do
        {
            size = await ReadSizeAsync();
            // The line break behind the data; behind the last chunk, of no size, the empty line. Nobody here sends trailers.
            await _input.SkipAsync(size + 2);
        }
        while (size > 0);
    }

    private async ValueTask<int> ReadSizeAsync()
    {
        int end;
        while ((end = _input.Bytes.IndexOf("\r\n"u8)) < 0)
        {
            await _input.NeedAsync();
        }

        if (!Utf8Parser.TryParse(_input.Bytes[..end], out int size, out _, 'x'))
        {
            throw new InvalidDataException("A chunk has no size.");
        }

        _input.Use(end + 2);
        return size;
    }
}
