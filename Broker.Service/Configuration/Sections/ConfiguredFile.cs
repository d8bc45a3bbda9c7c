namespace Broker.Service.Configuration.Sections;

/// <summary>Files and folders that settings name: full paths, and who else may read or change them.</summary>
internal static class ConfiguredFile
{
    private const UnixFileMode Readable = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Writable = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Returns the full path; null where the text cannot be one.</summary>
    /// <param name="path">What the setting says.</param>
    /// <param name="folder">Where a relative path begins.</param>
    public static string? FullPath(string path, string folder)
    {
        try
        {
            return string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path, folder);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return null;
        }
    }

    /// <summary>
    /// Returns true if a file can be created in a folder. Tries it, since permissions do not tell of read-only mounts and access lists;
    /// leaves nothing behind.
    /// </summary>
    public static bool CanWriteIn(string folder)
    {
        var probe = Path.Combine(folder, $".broker-{Guid.NewGuid():N}.tmp");
        try
        {
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Returns a warning if others may change the configuration file, and with it where the key is sent.</summary>
    public static string? FindConfigurationWarning(string path)
    {
        // Windows has access lists instead, which inherit from the folder; nothing is said there.
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        try
        {
            return (File.GetUnixFileMode(path) & Writable) == 0
                ? null
                : $"Other users may change {DisplayText.Plain(path, 400)}, and with it where the key is sent."
                    + $" Remedy: chmod go-w {ShellWord(path)}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It was readable a moment ago; whoever removed it since has nothing to be warned of.
            return null;
        }
    }

    /// <summary>Returns a warning if others may read or change the file that holds the key.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="mode">Its permissions; none on Windows.</param>
    public static string? FindSecretWarning(string path, UnixFileMode mode)
    {
        var verb = ((mode & Readable) != 0, (mode & Writable) != 0) switch
        {
            (true, true) => "read and change",
            (true, false) => "read",
            (false, true) => "change",
            _ => null,
        };
        return verb is null
            ? null
            : $"Other users may {verb} the provider's key in {DisplayText.Plain(path, 400)}. Remedy: chmod go-rwx {ShellWord(path)}";
    }

    private static string ShellWord(string path) =>
        path.All(character => char.IsAsciiLetterOrDigit(character) || "/._-".Contains(character, StringComparison.Ordinal))
            ? path
            : $"'{DisplayText.Plain(path, 400).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
