namespace Broker.Bench.Processes;

/// <summary>A folder for one run, gone with all that is in it afterwards.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-bench-");

    /// <summary>A folder in it, made if there is none.</summary>
    public string Folder(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
