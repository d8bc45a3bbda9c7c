using System.Buffers;

namespace Broker.Service.Auditing;

/// <summary>Lines that are written together, in memory that is used again.</summary>
internal sealed class EventLines
{
    // Room for some ten, which is what comes together under load.
    private const int Room = 4096;
    private const int MostKept = 64 * 1024;

    private ArrayBufferWriter<byte> _lines = new(Room);

    /// <summary>The lines, each with its line break.</summary>
    public ReadOnlyMemory<byte> Written => _lines.WrittenMemory;

    /// <summary>Adds a line, and its line break; nothing for one who looks alone.</summary>
    /// <param name="line">The line, without a line break; empty for none.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty)
        {
            _lines.Write(line);
            _lines.Write("\n"u8);
        }
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        if (_lines.Capacity <= MostKept)
        {
            _lines.ResetWrittenCount();
        }
        else
        {
            _lines = new(Room);
        }
    }
}
