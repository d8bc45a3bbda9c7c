using System.Buffers;

namespace Broker.Service.Auditing;

/// <summary>Lines that are written together, and the wait of those who gave them.</summary>
internal sealed class EventBatch
{
    private readonly ArrayBufferWriter<byte> _lines = new(256);
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The lines, each with its line break.</summary>
    public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

    /// <summary>Done when the lines are written, with false where they could not be.</summary>
    public Task<bool> Written => _written.Task;

    /// <summary>Adds a line, and its line break, to others.</summary>
    /// <param name="lines">The others.</param>
    /// <param name="line">The line, without a line break.</param>
    public static void AddLine(ArrayBufferWriter<byte> lines, ReadOnlySpan<byte> line)
    {
        lines.Write(line);
        lines.Write("\n"u8);
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without a line break.</param>
    public void Add(ReadOnlySpan<byte> line) => AddLine(_lines, line);

    /// <summary>Tells those who wait.</summary>
    /// <param name="written">Whether the lines are in the file.</param>
    public void Complete(bool written) => _written.SetResult(written);
}
