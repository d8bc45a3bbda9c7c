namespace Broker.Service.Auditing;

/// <summary>
/// Makes one broker the owner of one event file, by holding <c>FILE.lock</c> beside it. The file itself stays readable for
/// everybody who may read it: a lock on it would shut out readers on some systems.
/// </summary>
internal sealed class EventFileLock : IDisposable
{
    private readonly FileStream? _held;

    private EventFileLock(FileStream? held) => _held = held;

    /// <summary>Takes the lock.</summary>
    /// <param name="eventsPath">Full path of the event file.</param>
    /// <exception cref="EventFileInUseException">Another broker has it.</exception>
    /// <exception cref="UnauthorizedAccessException">No file may be made beside the event file.</exception>
    public static EventFileLock Take(string eventsPath)
    {
        var target = EventFileTarget.Of(eventsPath);
        if (EventFileTarget.IsDevice(target))
        {
            // A device has no single writer to protect.
            return new EventFileLock(null);
        }

        try
        {
            return new EventFileLock(OwnersFile.Open(target + ".lock", FileShare.None));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new EventFileInUseException(eventsPath, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held?.Dispose();
}
