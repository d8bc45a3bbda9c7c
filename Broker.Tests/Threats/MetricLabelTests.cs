using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C59: labels of metrics come from closed sets, whatever hosts send.</summary>
public class MetricLabelTests
{
    private readonly Marks _marks = new();

    [Fact]
    public async Task C59_Paths_HoweverMany_AreInNoMetric()
    {
        using var tap = new TelemetryTap();
        await using var stage = await Stage.StartAsync(customize: tap.Tap);
        using var host = await stage.ConnectAsync();

        for (var i = 0; i < 500; i++)
        {
            await host.SendAsync(new RawRequest { Target = $"/{_marks.Text}/{i}", IsLast = false }.Text, Patience.Token);
            Assert.Equal(403, (await host.ReadAnswerAsync(Patience.Token))?.Status);
            await host.SendAsync(new RawRequest { Method = $"M{_marks.Text}{i}", IsLast = false }.Text, Patience.Token);
            Assert.Equal(405, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        }

        Assert.Contains(tap.Measurements, line => line.StartsWith("Broker.Service broker.requests ", StringComparison.Ordinal));
        Assert.Contains(tap.Measurements, line => line.Contains("http.server.request.duration", StringComparison.Ordinal));
        _marks.AssertAbsent(string.Join('\n', tap.Measurements));
    }
}
