using System.Globalization;
using System.Text;

namespace Broker.AppHost;

/// <summary>
/// Hands the provider key from this process's environment to the broker: in a file that its owner alone can read, in memory where the
/// system has such a folder. So the key is neither in the app model nor in any resource's environment, both of which the dashboard
/// shows. The file goes with this object, and one that a killed app host left goes at the next start.
/// </summary>
internal sealed class ProviderKeyFile : IDisposable
{
    /// <summary>The environment variable that holds the key.</summary>
    public const string Variable = "OPENAI_API_KEY";

    private const string FolderPrefix = "broker-lab-";
    private readonly DirectoryInfo _folder;
    private readonly FileStream _owner;

    private ProviderKeyFile(DirectoryInfo folder)
    {
        _folder = folder;
        _owner = LockFolder(folder) ?? throw new IOException($"{folder.FullName} is in use.");
        Path = System.IO.Path.Combine(folder.FullName, "provider-key");
    }

    /// <summary>Where the key is.</summary>
    public string Path { get; }

    /// <summary>Takes the key out of this process's environment, so that nothing started from here inherits it, and writes the file.</summary>
    /// <returns>Null where the variable is not set.</returns>
    public static ProviderKeyFile? TakeFromEnvironment()
    {
        var key = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
        var runtime = RuntimeFolder();
        RemoveLeftovers(runtime);
        return string.IsNullOrWhiteSpace(key) ? null : Write(runtime, key);
    }

    /// <summary>Reads the key.</summary>
    public string Read() => File.ReadAllText(Path).Trim();

    /// <inheritdoc/>
    public void Dispose()
    {
        _owner.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ProviderKeyFile Write(string runtime, string key)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{FolderPrefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        var folder = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(System.IO.Path.Combine(runtime, name))
            : Directory.CreateDirectory(System.IO.Path.Combine(runtime, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = new ProviderKeyFile(folder);
        using var stream = new FileStream(file.Path, OwnerOnly(FileMode.CreateNew));
        stream.Write(Encoding.UTF8.GetBytes(key));
        return file;
    }

    /// <summary>A folder that is in memory, where there is one, else the user's temporary folder.</summary>
    private static string RuntimeFolder() =>
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime) ? runtime
        : OperatingSystem.IsLinux() && Directory.Exists("/dev/shm") ? "/dev/shm"
        : System.IO.Path.GetTempPath();

    private static void RemoveLeftovers(string runtime)
    {
        foreach (var folder in new DirectoryInfo(runtime).EnumerateDirectories(FolderPrefix + "*"))
        {
            try
            {
                // Whoever lives holds the lock.
                using (var owner = LockFolder(folder))
                {
                    if (owner is null)
                    {
                        continue;
                    }
                }

                folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another start removes it at this moment.
            }
        }
    }

    private static FileStream? LockFolder(DirectoryInfo folder)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(folder.FullName, "lock"), OwnerOnly(FileMode.OpenOrCreate));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static FileStreamOptions OwnerOnly(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
