namespace Broker.Service.Configuration.Rules;

/// <summary>Finds out whether a folder can be written, by writing: permissions do not tell of read-only mounts and access lists.</summary>
internal static class FolderAccess
{
    /// <summary>Whether a file can be created there. Leaves nothing behind.</summary>
    /// <param name="folder">Full path of the folder.</param>
    public static bool CanWrite(string folder)
    {
        var probe = Path.Combine(folder, $".broker-{Guid.NewGuid():N}.tmp");
        try
        {
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
