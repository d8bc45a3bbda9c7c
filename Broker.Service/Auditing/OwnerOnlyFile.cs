namespace Broker.Service.Auditing;

/// <summary>Opens files that only their owner may read. Shared: readers, renames and deletes by other processes are allowed.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Opens a file for reading and writing; creates it if there is none.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
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
            // Windows has no permission bits; the access list of the folder applies.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
