namespace Broker.Pictures;

/// <summary>The repository that this program belongs to.</summary>
internal static class Repository
{
    /// <summary>Looks for it from a folder upwards.</summary>
    /// <param name="folder">Where to begin.</param>
    public static string Find(string folder)
    {
        var candidate = new DirectoryInfo(folder);
        while (candidate is not null && !File.Exists(Path.Combine(candidate.FullName, "Broker.sln")))
        {
            candidate = candidate.Parent;
        }

        return candidate?.FullName ?? throw new InvalidOperationException("The repository's folder was not found above this program.");
    }
}
