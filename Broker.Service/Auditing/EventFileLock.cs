namespace Broker.Service.Auditing;

/// <summary>Locks an event file by holding <c>FILE.lock</c>: on some systems a lock on the file would keep readers out.</summary>
internal sealed class EventFileLock : IDisposable
{
    private readonly FileStream? _held;

    private EventFileLock(FileStream? held) => _held = held;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="EventFileInUseException">Another broker holds the lock.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file cannot be created beside the event file.</exception>
    public static EventFileLock Take(string eventsPath)
    {
        var target = EventFileTarget.Resolve(eventsPath);
        if (EventFileTarget.IsDevice(target))
        {
            // Several writers of a device do no harm.
            return new EventFileLock(null);
        }

        try
        {
            return new EventFileLock(OwnerOnlyFile.Open(target + ".lock", FileShare.None));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new EventFileInUseException(eventsPath, e);
        }
    }

    public void Dispose() => _held?.Dispose();
}

/// <summary>Thrown if another broker writes to the event file: two writers would overwrite each other's lines.</summary>
internal sealed class EventFileInUseException(string path, Exception inner)
    : IOException($"Another broker writes its events to {path}. Stop it, or give this one another events_path.", inner);
