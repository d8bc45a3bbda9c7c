using Broker.Service.Configuration.Reading;
using Broker.Service.Configuration.Sections;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

public sealed class EventsPathTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EventsPath_NotGiven_IsBesideTheConfigurationAndLeavesNothing()
    {
        Assert.Equal(Path.Combine(_folder.Folder, "events.jsonl"), _folder.Options(ConfigurationFolder.Valid).EventsPath);
        Assert.Equal([_folder.File], Directory.GetFileSystemEntries(_folder.Folder));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("missing", "events_path")]
    public void EventsPath_ConfigurationFolderCannotBeWritten_IsInTheWorkingFolderOrAnError(string workingFolder, string? problem)
    {
        var report = new SettingsReport();
        var environment = new TestEnvironment();
        var root = SettingsNode.Root(null, EnvironmentSource.Read(environment, report), report);
        var file = Path.Combine(_folder.Folder, "missing", "broker_config.json");
        var path = EventsSection.ReadPath(
            root.Scalar("events_path"), new SettingsContext(environment, file, Path.Combine(_folder.Folder, workingFolder)));
        Assert.Equal(problem, report.Problems.SingleOrDefault()?.Key);
        Assert.True(problem is not null || path == Path.Combine(_folder.Folder, "events.jsonl"));
    }

    [Fact]
    public void EventsPath_RelativeOrAbsolute_BeginsInTheFolderOfTheConfiguration()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Folder, "logs"));
        var path = Path.Combine(_folder.Folder, "logs", "e.jsonl");
        Assert.Equal(path, _folder.Options(ConfigurationFolder.With("events_path", "\"logs/../logs/e.jsonl\"")).EventsPath);
        Assert.Equal(path, _folder.Options(ConfigurationFolder.Valid, ("Broker__events_path", path)).EventsPath);
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
}
