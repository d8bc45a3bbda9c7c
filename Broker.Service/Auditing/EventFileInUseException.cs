namespace Broker.Service.Auditing;

/// <summary>Another broker writes to the event file; two writers would lose each other's lines.</summary>
/// <param name="path">The event file.</param>
/// <param name="inner">What the system said.</param>
internal sealed class EventFileInUseException(string path, Exception inner)
    : IOException($"Another broker writes its events to {path}. Stop it, or give this one another events_path.", inner);
