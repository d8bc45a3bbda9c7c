namespace Broker.Service.Auditing;

/// <summary>How every file of the event log is opened: created readable by its owner alone, and in nobody's way.</summary>
internal static class OwnersFile
{
    /// <summary>Opens a file for reading and writing, and creates it if there is none.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path, FileShare share = FileShare.ReadWrite | FileShare.Delete)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Windows has no such bits; there the folder's own access list decides.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
