using Broker.Service.Configuration;
using Broker.Service.Configuration.Reading;
using Broker.Service.Configuration.Sections;

namespace Broker.Tests.Configuration;

public sealed class EventsPathTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EventsPath_NotGiven_IsBesideTheConfigurationAndLeavesNothing()
    {
        Assert.Equal(Path.Combine(_folder.Folder, "events.jsonl"), _folder.Options(ConfigurationFolder.Valid().ToJsonString()).EventsPath);
        Assert.Equal([_folder.File], Directory.GetFileSystemEntries(_folder.Folder));
    }

    [Fact]
    public void EventsPath_ConfigurationFolderCannotBeWritten_IsInTheWorkingFolder()
    {
        var (path, problems) = Read(Path.Combine(_folder.Folder, "missing", "broker_config.json"), _folder.Folder);

        Assert.Equal(Path.Combine(_folder.Folder, "events.jsonl"), path);
        Assert.Empty(problems);
    }

    [Fact]
    public void EventsPath_NoFolderCanBeWritten_IsAnError()
    {
        var missing = Path.Combine(_folder.Folder, "missing");

        var (_, problems) = Read(Path.Combine(missing, "broker_config.json"), missing);

        Assert.Equal("events_path", Assert.Single(problems).Key);
    }

    [Fact]
    public void EventsPath_Relative_BeginsInTheFolderOfTheConfiguration()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Folder, "logs"));

        var options = _folder.Options(ConfigurationFolder.With("events_path", "\"logs/../logs/e.jsonl\""));

        Assert.Equal(Path.Combine(_folder.Folder, "logs", "e.jsonl"), options.EventsPath);
    }

    [Fact]
    public void EventsPath_Absolute_IsTaken()
    {
        var path = Path.Combine(_folder.Folder, "e.jsonl");

        Assert.Equal(path, _folder.Options(ConfigurationFolder.Valid().ToJsonString(), ("Broker__events_path", path)).EventsPath);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\\u0000b")]
    [InlineData(".")]
    [InlineData("events/")]
    [InlineData("missing/events.jsonl")]
    [InlineData("broker_config.json")]
    public void EventsPath_Unusable_IsAnError(string path) =>
        Assert.Equal("events_path", _folder.Problem(ConfigurationFolder.With("events_path", $"\"{path}\"")).Key);

    private static (string Path, IReadOnlyList<ConfigurationProblem> Problems) Read(string file, string workingFolder)
    {
        var report = new SettingsReport();
        var environment = new VariableSet();
        var root = SettingsNode.Root(null, EnvironmentSource.Read(environment, report), report);
        var path = EventsSection.ReadPath(root.Scalar("events_path"), new SettingsContext(environment, file, workingFolder));
        return (path, report.Problems);
    }
}
