using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C59: labels of metrics come from closed sets, whatever hosts send.</summary>
public class MetricLabelTests
{
    private const int AtOnce = 100;

    private readonly Marks _marks = new();

    [Fact]
    public async Task C59_Paths_TenThousandOfThem_AreInNoMetric()
    {
        using var tap = new TelemetryTap();
        await using var stage = await Stage.StartAsync(customize: tap.Tap);
        using var requests = stage.Broker.Collect<long>("broker.requests");
        using var host = await stage.ConnectAsync();

        for (var i = 0; i < 10_000; i += AtOnce)
        {
            await SendAsync(host, i, number => new RawRequest { Target = $"/{_marks.Text}/{number}", IsLast = false }, 403);
        }

        await SendAsync(host, 0, number => new RawRequest { Method = $"M{_marks.Text}{number}", IsLast = false }, 405);

        Assert.Equal(10_000 + AtOnce, requests.GetMeasurementSnapshot().Sum(measurement => measurement.Value));
        Assert.Equal(2, requests.GetMeasurementSnapshot().Select(measurement => string.Join(' ', measurement.Tags)).Distinct().Count());
        Assert.Contains(tap.Measurements, line => line.Contains("http.server.request.duration", StringComparison.Ordinal));
        _marks.AssertAbsent(string.Join('\n', tap.Measurements));
    }

    private static async Task SendAsync(HostSocket host, int first, Func<int, RawRequest> request, int status)
    {
        var text = new StringBuilder();
        foreach (var number in Enumerable.Range(first, AtOnce))
        {
            text.Append(request(number).Text);
        }

        await host.SendAsync(text.ToString(), Patience.Token);
        for (var i = 0; i < AtOnce; i++)
        {
            Assert.Equal(status, (await host.ReadAnswerAsync(Patience.Token))?.Status);
        }
    }
}
