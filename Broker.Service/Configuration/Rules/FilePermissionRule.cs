using Broker.Service.Configuration.Reading;

namespace Broker.Service.Configuration.Rules;

/// <summary>Warns when others may change the configuration file, since who can decides where the key is sent, or may read the key.</summary>
internal static class FilePermissionRule
{
    /// <summary>Looks at the permissions on Unix. Windows has access lists instead, which inherit from the folder; nothing is said there.</summary>
    /// <param name="reader">Takes the warning.</param>
    /// <param name="path">Full path of the configuration file.</param>
    public static void Read(SettingsReader reader, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            {
                reader.Warn($"Other users may change {DisplayText.Plain(path, 400)}, and with it where the key is sent. Remedy: chmod go-w {ShellWord(path)}");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It was readable a moment ago; whoever removed it since has nothing to be warned of.
        }
    }

    /// <summary>What to warn of where others may read or change the file that holds the key; null where they may not, and on Windows.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="mode">Its permissions.</param>
    public static string? WarningOfSecret(string path, UnixFileMode mode)
    {
        const UnixFileMode Read = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Write = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        var verb = ((mode & Read) != 0, (mode & Write) != 0) switch
        {
            (true, true) => "read and change",
            (true, false) => "read",
            (false, true) => "change",
            _ => null,
        };
        return verb is null ? null : $"Other users may {verb} the provider's key in {DisplayText.Plain(path, 400)}. Remedy: chmod go-rwx {ShellWord(path)}";
    }

    private static string ShellWord(string path) =>
        path.All(character => char.IsAsciiLetterOrDigit(character) || "/._-".Contains(character, StringComparison.Ordinal))
            ? path
            : $"'{DisplayText.Plain(path, 400).Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
