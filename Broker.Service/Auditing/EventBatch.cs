using System.Buffers;

namespace Broker.Service.Auditing;

/// <summary>Lines that are written together, and the wait of those who gave them or want to know whether they could.</summary>
internal sealed class EventBatch
{
    // Room for some ten, which is what comes together under load.
    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The lines, each with its line break; none where all who wait look alone.</summary>
    public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

    /// <summary>Done when the lines are written, with false where they could not be.</summary>
    public Task<bool> Written => _written.Task;

    /// <summary>Adds a line, and its line break, to others; nothing for one who looks alone.</summary>
    /// <param name="lines">The others.</param>
    /// <param name="line">The line, without a line break; empty for none.</param>
    public static void AddLine(ArrayBufferWriter<byte> lines, ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty)
        {
            lines.Write(line);
            lines.Write("\n"u8);
        }
    }

    /// <summary>Adds one who waits, and a line.</summary>
    /// <param name="line">The line, without a line break; empty for none.</param>
    public void Add(ReadOnlySpan<byte> line) => AddLine(_lines, line);

    /// <summary>Tells those who wait.</summary>
    /// <param name="written">Whether the lines are in the file.</param>
    public void Complete(bool written) => _written.SetResult(written);
}
