using System.Buffers;
using System.Text.Json;
using Broker.Service.Dialects;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads the model's output from a passing answer: per event, or at the end. Used only if capturing content is on.</summary>
/// <param name="isStream">True if the answer is an event stream.</param>
/// <param name="form">Form of the answer; null for OpenAI's.</param>
internal sealed class CapturingTap(IAnswerTap inner, bool isStream, IContentForm? form = null) : IAnswerTap
{
    private const int MaxCopyLength = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _copy = new();
    private readonly OutputMessages _messages = new(form);
    private bool _isCut;

    private static ReadOnlySpan<byte> Prefix => "data:"u8;

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

    /// <summary>Returns the messages of the answer in the form of the conventions; null if none can be read.</summary>
    public string? Messages(ContentMask mask)
    {
        EndValue();
        return _messages.ToJson(mask);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _isCut |= bytes.Length > MaxCopyLength - _copy.WrittenCount;
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

        // The end mark of a stream is not JSON.
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
            // Cut off, or not JSON: earlier values still count.
        }
    }
}
