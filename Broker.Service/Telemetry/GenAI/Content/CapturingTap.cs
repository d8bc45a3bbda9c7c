using System.Buffers;
using System.Text.Json;
using Broker.Service.Dialects;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>
/// Reads what the model says out of a passing answer: event by event, or all at once at its end. Only where capturing content was asked for.
/// </summary>
/// <param name="inner">What listens too.</param>
/// <param name="isStream">Whether the answer is an event stream.</param>
internal sealed class CapturingTap(IAnswerTap inner, bool isStream) : IAnswerTap
{
    private const int LongestCopy = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _copy = new();
    private readonly OutputMessages _messages = new();
    private bool _isCut;

    private static ReadOnlySpan<byte> Prefix => "data:"u8;

    /// <inheritdoc/>
    public void OnBytes(ReadOnlySpan<byte> bytes)
    {
        inner.OnBytes(bytes);
        while (isStream && bytes.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
        {
            Keep(bytes[..end]);
            EndValue();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    /// <summary>The answer's messages as the conventions write them; null where there are none that can be read.</summary>
    /// <param name="mask">Hides what must not be seen.</param>
    public string? Messages(ContentMask mask)
    {
        EndValue();
        return _messages.ToJson(mask);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _isCut |= bytes.Length > LongestCopy - _copy.WrittenCount;
        if (!_isCut)
        {
            _copy.Write(bytes);
        }
    }

    private void EndValue()
    {
        var value = _copy.WrittenMemory;
        if (isStream)
        {
            value = value.Span.StartsWith(Prefix) ? value[Prefix.Length..] : default;
        }

        // The mark at the end of a stream is no JSON.
        if (!_isCut && value.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
        {
            Read(value);
        }

        _copy.ResetWrittenCount();
        _isCut = false;
    }

    private void Read(ReadOnlyMemory<byte> value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            _messages.Add(document.RootElement);
        }
        catch (JsonException)
        {
            // Broken off, or no JSON: what was read before still counts.
        }
    }
}
