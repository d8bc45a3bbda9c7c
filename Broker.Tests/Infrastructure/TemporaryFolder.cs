using Broker.Service.Configuration;
using Broker.Tests.Leaks;

namespace Broker.Tests.Infrastructure;

/// <summary>A folder of one test's own, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("broker-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            // Event files, whatever they are called after a rotation; a pipe would be read for ever.
            foreach (var file in Directory.EnumerateFiles(Path, "*.jsonl*").Where(file => FileStamp.Take(file).Kind == FileStamp.What.RegularFile))
            {
                LeakOracle.OfThisRun.SeeFile("events", file);
            }

            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Some tests delete it themselves.
        }
    }
}
