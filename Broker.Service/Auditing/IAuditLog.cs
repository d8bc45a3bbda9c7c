namespace Broker.Service.Auditing;

/// <summary>The event log. Every failed write is reported to the caller.</summary>
internal interface IAuditLog
{
    /// <summary>Returns true if the next write can be expected to succeed: the file is the same, and the last write succeeded.</summary>
    ValueTask<bool> IsWritableAsync();

    /// <summary>Like <see cref="IsWritableAsync"/>, but retries after a failed write, with bytes it truncates. For health checks.</summary>
    bool ProbeByWriting();

    /// <summary>Appends one line; completes when the operating system has it.</summary>
    /// <param name="line">One JSON object without a line break; copied before the method returns.</param>
    /// <returns>True if the line was written.</returns>
    ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line);

    /// <summary>Appends one line on the calling thread, for callers that cannot await.</summary>
    /// <returns>True if the line was written.</returns>
    bool Append(ReadOnlySpan<byte> line);
}
