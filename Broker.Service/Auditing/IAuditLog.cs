namespace Broker.Service.Auditing;

/// <summary>Where events go. A line that could not be written is never passed over in silence.</summary>
internal interface IAuditLog
{
    /// <summary>Returns true if the next line can be expected to be written: same file as before, and the last write succeeded.</summary>
    ValueTask<bool> IsWritableAsync();

    /// <summary>
    /// Like <see cref="IsWritableAsync"/>, but after a failed write finds out whether writing works again, by writing room for a line and taking
    /// it back. For those who ask often and write no line.
    /// </summary>
    bool ProbeByWriting();

    /// <summary>Appends one line; done when the operating system has it.</summary>
    /// <param name="line">One JSON object without a line break; copied before this returns.</param>
    /// <returns>True if it was written.</returns>
    ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line);

    /// <summary>Appends one line on the calling thread, for callers that cannot await.</summary>
    /// <param name="line">One JSON object without a line break.</param>
    /// <returns>True if it was written.</returns>
    bool Append(ReadOnlySpan<byte> line);
}
