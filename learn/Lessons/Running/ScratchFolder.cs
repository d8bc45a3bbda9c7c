namespace Broker.Lessons.Running;

/// <summary>A folder for what a check writes, gone when it is over.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>Full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("broker-lesson-").FullName;

    /// <summary>Writes a file of one line.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="line">What it holds.</param>
    public void Write(string name, string line) => File.WriteAllText(System.IO.Path.Combine(Path, name), line + "\n");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
