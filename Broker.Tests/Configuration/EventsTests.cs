using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

public sealed class EventsTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("1073741824", 1_073_741_824)]
    public void EventsMaxBytes_InRange_IsTaken(string json, int expected) =>
        Assert.Equal(expected, _folder.Options(ConfigurationFolder.With("events_max_bytes", json)).EventsMaxBytes);

    [Theory]
    [InlineData("-1")]
    [InlineData("1")]
    [InlineData("4095")]
    [InlineData("1073741825")]
    [InlineData("\"big\"")]
    public void EventsMaxBytes_OutOfRange_IsAnError(string json)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("events_max_bytes", json));

        Assert.Equal(("events_max_bytes", json), (problem.Key, problem.Value));
        Assert.Contains("from 4096", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public void EventsKeep_OutOfRange_IsAnError(string json) =>
        Assert.Equal("events_keep", _folder.Problem(ConfigurationFolder.With("events_keep", json)).Key);

    [Fact]
    public void EventsKeep_WithoutALimit_IsWarnedOf()
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(ConfigurationFolder.With("events_keep", "3")));

        Assert.Equal(3, LabSettings.From(loaded.Settings).EventsKeep);
        Assert.Contains("events_max_bytes", Assert.Single(loaded.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Events_FromTheEnvironment_AreTaken()
    {
        var options = _folder.Options(
            ConfigurationFolder.Valid().ToJsonString(),
            ("Broker__events_max_bytes", "8192"), ("BROKER__EVENTS_KEEP", "7"), ("Broker__events_chain", "True"));

        Assert.Equal((8192, 7, true), (options.EventsMaxBytes, options.EventsKeep, options.EventsChain));
    }

    [Fact]
    public void EventsChain_ThatIsNoFlag_IsAnError() =>
        Assert.Equal("events_chain", _folder.Problem(ConfigurationFolder.With("events_chain", "\"yes\"")).Key);
}
