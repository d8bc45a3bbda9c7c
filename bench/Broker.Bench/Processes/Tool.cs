namespace Broker.Bench.Processes;

/// <summary>Finds the programs that this one does not bring along.</summary>
internal static class Tool
{
    // An ordinary user's path leaves out where Debian puts servers.
    private static readonly string[] ServerFolders = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/usr/local/sbin"];

    /// <summary>Full path of a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <exception cref="BenchException">It is not installed.</exception>
    public static string Find(string name, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(ServerFolders).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new BenchException($"{name} is not installed (Debian: apt-get install {package}).");
    }
}
