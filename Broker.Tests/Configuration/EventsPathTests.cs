using Broker.Service.Configuration;
using Broker.Service.Configuration.Reading;
using Broker.Service.Configuration.Rules;

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
        var problems = new List<ConfigurationProblem>();
        var missing = Path.Combine(_folder.Folder, "missing", "broker_config.json");

        var path = new EventsPathRule(Reader(problems), missing, _folder.Folder).Read();

        Assert.Equal(Path.Combine(_folder.Folder, "events.jsonl"), path);
        Assert.Empty(problems);
    }

    [Fact]
    public void EventsPath_NoFolderCanBeWritten_IsAnError()
    {
        var problems = new List<ConfigurationProblem>();
        var missing = Path.Combine(_folder.Folder, "missing");

        new EventsPathRule(Reader(problems), Path.Combine(missing, "broker_config.json"), missing).Read();

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

    private static SettingsReader Reader(List<ConfigurationProblem> problems) =>
        new(new Dictionary<string, RawSetting>(), new VariableSet(), problems);
}
