namespace Broker.Service.Configuration.Sections;

/// <summary>Checks files and folders that settings name: full paths, and permissions of other users.</summary>
internal static class ConfiguredFile
{
    private const UnixFileMode Readable = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Writable = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Returns the full path, relative to <paramref name="folder"/>; null if the text is no path.</summary>
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

    /// <summary>Returns true if a file can be created. Creates one, since permissions do not show read-only mounts.</summary>
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

    /// <summary>Returns a warning if other users may change the configuration file, and with it where the key is sent.</summary>
    public static string? FindConfigurationWarning(string path)
    {
        // Windows has access lists instead, usually inherited from the folder; no warning there.
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
            // The file was removed after it was read: nothing to warn of.
            return null;
        }
    }

    /// <summary>Returns a warning if other users may read or change the key file.</summary>
    /// <param name="mode">Permissions of the file; none on Windows.</param>
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
