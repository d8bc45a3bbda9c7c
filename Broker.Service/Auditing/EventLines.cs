using System.Buffers;

namespace Broker.Service.Auditing;

/// <summary>Buffer of lines that are written together. It is reused.</summary>
internal sealed class EventLines
{
    // Enough for about ten lines, a usual batch under load.
    private const int InitialCapacity = 4096;
    private const int MaxKept = 64 * 1024;

    private ArrayBufferWriter<byte> _lines = new(InitialCapacity);

    /// <summary>The lines, each with its line break.</summary>
    public ReadOnlyMemory<byte> Written => _lines.WrittenMemory;

    /// <summary>Adds a line and a line break. Adds nothing for an empty line.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty)
        {
            _lines.Write(line);
            _lines.Write("\n"u8);
        }
    }

    /// <summary>Removes all lines. A buffer that grew past the limit is replaced.</summary>
    public void Clear()
    {
        if (_lines.Capacity <= MaxKept)
        {
            _lines.ResetWrittenCount();
        }
        else
        {
            _lines = new(InitialCapacity);
        }
    }
}
