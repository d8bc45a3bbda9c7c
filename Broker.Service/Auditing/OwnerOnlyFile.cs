using Broker.Service.Configuration;

namespace Broker.Service.Auditing;

/// <summary>Opens files of the event log: regular files only, readable by their owner only when created, and shared with other processes.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Opens a file for reading and writing, and creates it if there is none.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path)
    {
        if (FileStamp.Take(path).Kind == FileStamp.What.Other)
        {
            throw NoFile(path);
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Windows has no such bits; there the folder's own access list decides.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Opens a file that exists for reading, and keeps no broker from taking it over.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It cannot be opened, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream OpenForReading(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }

        var handle = UnixFile.OpenForReading(path);
        if (FileStamp.Take(handle).Kind == FileStamp.What.RegularFile)
        {
            return new FileStream(handle, FileAccess.Read, bufferSize: 0);
        }

        handle.Dispose();
        throw NoFile(path);
    }

    /// <summary>Says that something else than a file stands where the event log keeps one.</summary>
    public static IOException NoFile(string path) =>
        new($"{path} is no regular file, and the event log keeps one there. Remove it, or set events_path to another file.");
}
