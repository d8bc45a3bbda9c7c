namespace Broker.Service.Auditing;

/// <summary>Another broker writes to the event file; two writers would lose each other's lines.</summary>
/// <param name="path">The event file.</param>
/// <param name="inner">What the system said, if it said so itself.</param>
internal sealed class EventFileInUseException(string path, Exception? inner = null)
    : IOException($"Another broker writes its events to {path}, or a program keeps it locked. Stop it, or give this broker another events_path.", inner);
