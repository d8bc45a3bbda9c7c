using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.Tests.Dashboard;

public class SpanRetryTests
{
    [Fact]
    public async Task Batch_SentAgain_ShowsEachSpanOnce()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var batch = Wires.Spans("broker", Wires.Span(1, 1), Wires.Span(1, 2, parent: 1));

        await dashboard.ExportAsync("/v1/traces", batch);
        await dashboard.ExportAsync("/v1/traces", batch);

        var answer = await dashboard.ApiAsync("/api/traces/" + Wires.Hex(Wires.TraceId(1)));
        Assert.Equal(2, answer["spans"]!.AsArray().Count);
        Assert.Equal(2, (int)(await dashboard.ApiAsync("/api/traces"))["capacity"]!["spans"]!["held"]!);
    }

    [Fact]
    public async Task Span_WithSharedIdOnTheOtherSide_IsAnotherSpan()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1, kind: 3)));
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("mock", Wires.Span(1, 1, kind: 2)));

        Assert.Equal(2, (await dashboard.ApiAsync("/api/traces/" + Wires.Hex(Wires.TraceId(1))))["spans"]!.AsArray().Count);
    }

    [Fact]
    public async Task Span_ThatHadToGo_MayComeAgain()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new() { Spans = 1 });

        foreach (var id in (byte[])[1, 2, 1])
        {
            await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, id)));
        }

        var spans = (await dashboard.ApiAsync("/api/traces/" + Wires.Hex(Wires.TraceId(1))))["spans"]!.AsArray();
        Assert.Equal(Wires.Hex(Wires.SpanId(1)), (string)Assert.Single(spans)!["spanId"]!);
    }

    [Fact]
    public void Spans_ByTheTenThousand_StayWithinBounds()
    {
        var store = new TelemetryStore(new() { Spans = 1_000 });
        foreach (var batch in Enumerable.Range(0, 50_000).Chunk(512))
        {
            store.Add([.. batch.Select(i => new SpanRecord
            {
                TraceId = $"{i / 5}",
                SpanId = $"{i}",
                Name = "work",
                Sender = new("broker", null, AttributeSet.Empty),
                Scope = "source",
                Start = DateTimeOffset.UnixEpoch.AddSeconds(i),
                End = DateTimeOffset.UnixEpoch.AddSeconds(i + 1),
            })]);
        }

        Assert.Equal(new SignalUsage(1_000, 1_000, 49_000), store.SpanUsage);
        Assert.Equal("9999", store.Traces(new()).Items[0].TraceId);
        Assert.Equal(200, store.TraceCount);
    }
}
