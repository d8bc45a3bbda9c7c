using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Output;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Dashboard.Store;
using Broker.AppHost.Embedded.Orchestration;
using Broker.AppHost.Embedded.Terminal;
using static Broker.Tests.Dashboard.PlantedKey;

namespace Broker.Tests.Dashboard;

public sealed class SecretScanTests
{
    private readonly SecretScan _scan = Scan();

    [Fact]
    public async Task Key_InASpan_IsFoundAndShownNowhere()
    {
        await using var dashboard = await DashboardFixture.StartAsync(scan: _scan);
        var span = Wires.Span(1, 1, name: "call " + Key);
        span.Attributes.Add(Wires.Pair("list", ""));
        span.Attributes[^1].Value = new() { ArrayValue = new() { Values = { new WireValue { StringValue = $"Bearer {Key}" } } } };
        span.Attributes.Add(Wires.Pair(Key, 1));
        span.Events.Add(new WireSpanEvent { Name = "said", Attributes = { new WirePair { Key = "raw", Value = new() { BytesValue = Google.Protobuf.ByteString.CopyFromUtf8(Key) } } } });
        span.Status = new() { Message = Key };

        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", span, Wires.Span(1, 2)));

        Assert.Equal(new ScanCount(ScanKind.Spans, 2, 1), _scan.Counts[(int)ScanKind.Spans]);
        Assert.Equal((ScanKind.Spans, "broker"), _scan.Sightings.Select(sighting => (sighting.Kind, sighting.Where)).Single());
        await AssertNowhereAsync(dashboard, "/traces", $"/traces/{Wires.Hex(Wires.TraceId(1))}?span={Wires.Hex(Wires.SpanId(1))}");
        var kept = (await dashboard.ApiAsync($"/api/traces/{Wires.Hex(Wires.TraceId(1))}")).ToJsonString();
        Assert.Contains("call ***", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Key)), kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_InALogThatIsCut_IsFoundBeforeTheCut()
    {
        await using var dashboard = await DashboardFixture.StartAsync(new TelemetryLimits { ValueLength = 20 }, _scan);

        await dashboard.ExportAsync("/v1/logs", Wires.Logs("broker", new WireLogRecord { Body = new() { StringValue = "the key is " + Key } }));

        Assert.Equal(new ScanCount(ScanKind.Logs, 1, 1), _scan.Counts[(int)ScanKind.Logs]);
        var kept = (await dashboard.ApiAsync("/api/logs")).ToJsonString();
        Assert.Contains("the key is ***", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", kept, StringComparison.Ordinal);
        await AssertNowhereAsync(dashboard, "/logs");
    }

    [Fact]
    public async Task Key_InTagsAndSenders_IsFound()
    {
        await using var dashboard = await DashboardFixture.StartAsync(scan: _scan);
        var metric = new WireMetric { Name = "requests", Sum = new() { DataPoints = { new WireNumber { AsInt = 1, Attributes = { Wires.Pair("tag", Key) } } } } };

        await dashboard.ExportAsync("/v1/metrics", Wires.Metrics(Key, metric));

        Assert.Equal(2, _scan.Counts[(int)ScanKind.Metrics].Found);
        Assert.DoesNotContain(Key, (await dashboard.ApiAsync("/api/metrics")).ToJsonString(), StringComparison.Ordinal);
        await AssertNowhereAsync(dashboard, "/metrics");
    }

    [Theory]
    [InlineData("plain " + Key, "plain ***")]
    [InlineData("\u001b[32msk-planted-\u001b[1m0123456789\u001b[0m", "***")]
    public void Key_InAConsoleLine_IsFound(string line, string kept)
    {
        using var output = new StringWriter();
        var console = new ResourceConsole(["a"], new SecretMask([Key]), output, colours: true, _scan);

        console.Write("a", ConsoleStream.Output, line);
        console.Write("a", ConsoleStream.Output, "nothing");

        Assert.Equal(new ScanCount(ScanKind.ConsoleLines, 2, 1), _scan.Counts[(int)ScanKind.ConsoleLines]);
        Assert.Equal(kept, console.Kept.LinesOf("a")[0].Text);
        Assert.DoesNotContain("0123456789", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfACleanRun_SaysWhatWasScannedAndWhatWasNot()
    {
        await using var dashboard = await DashboardFixture.StartAsync(scan: _scan);
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1)));

        var page = await dashboard.PageAsync("/");
        var api = await dashboard.ApiAsync("/api/scan");

        Assert.Contains("The value of provider-key was found in none of these", page, StringComparison.Ordinal);
        Assert.Contains("short: shorter than 8 characters, not looked for", page, StringComparison.Ordinal);
        Assert.True(api["clean"]!.GetValue<bool>());
        Assert.Equal("provider-key", api["secrets"]![0]!.GetValue<string>());
        Assert.Equal("short", api["tooShort"]![0]!.GetValue<string>());
        Assert.Equal(("spans", 1), (api["counts"]![2]!["kind"]!.GetValue<string>(), api["counts"]![2]!["scanned"]!.GetValue<int>()));
    }

    private static async Task AssertNowhereAsync(DashboardFixture dashboard, params string[] paths)
    {
        foreach (var path in paths)
        {
            Assert.DoesNotContain(Key, await dashboard.PageAsync(path), StringComparison.Ordinal);
        }

        var api = (await dashboard.ApiAsync("/api/scan")).ToJsonString();
        Assert.Contains("\"clean\":false", api, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, api, StringComparison.Ordinal);
        var page = await dashboard.PageAsync("/");
        Assert.Contains("The value of provider-key stood in", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, page, StringComparison.Ordinal);
    }
}
