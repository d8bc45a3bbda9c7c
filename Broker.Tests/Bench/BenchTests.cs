using Broker.Bench;
using Broker.Bench.Arguments;
using Broker.Bench.Figures;
using Broker.Bench.Peers;
using Broker.Bench.Report;

namespace Broker.Tests.Bench;

/// <summary>What the measurements make of their arguments and of their numbers.</summary>
public sealed class BenchTests
{
    [Theory]
    [InlineData("other=http://127.0.0.1:9000", "other", null, null)]
    [InlineData("other=http://localhost:9000,token=a=b,pid=12", "other", "a=b", 12)]
    public void Peer_OnThisMachine_IsTaken(string text, string name, string? token, int? processId)
    {
        var peer = ForeignPeer.Parse(text);

        Assert.Equal((name, token, processId), (peer?.Name, peer?.Token, peer?.ProcessId));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("=http://127.0.0.1:9000")]
    [InlineData("other=http://192.0.2.1:9000")]
    [InlineData("other=https://127.0.0.1:9000")]
    [InlineData("other=http://127.0.0.1:9000,colour=red")]
    public void Peer_ElsewhereOrUnreadable_IsRefused(string text)
    {
        var (options, problem) = BenchCommandLine.Parse(["--peer", text]);

        Assert.Null(options);
        Assert.Contains("--peer takes", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ony")]
    [InlineData("--only", "speed")]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds")]
    [InlineData("--only", "startup", "--write")]
    public void CommandLine_Unreadable_SaysWhat(params string[] args)
    {
        var (options, problem) = BenchCommandLine.Parse(args);

        Assert.Null(options);
        Assert.Contains(args[0], problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Ratio_OfARoundThatWasDisturbedForBoth_IsTheSame()
    {
        var all = new Measurements();
        foreach (var disturbance in (double[])[1, 0.1, 1])
        {
            all.Add(Loads.Many, Metric.RequestsPerSecond, PeerNames.Aot, 800 * disturbance);
            all.Add(Loads.Many, Metric.RequestsPerSecond, PeerNames.Nginx, 1000 * disturbance);
        }

        Assert.Equal(0.8, all.Ratio(Loads.Many, Metric.RequestsPerSecond, PeerNames.Aot, PeerNames.Nginx)!.Value, 6);
        Assert.Null(all.Ratio(Loads.Many, Metric.RequestsPerSecond, PeerNames.Jit, PeerNames.Nginx));
    }

    [Fact]
    public void Report_WithoutNginx_SaysNotMeasuredAndTheRest()
    {
        var all = new Measurements();
        all.Add(Loads.None, Metric.Startup, PeerNames.Aot, 30);

        var report = ReportText.Write(all, "A machine.");

        Assert.Contains("| throughput over nginx, 64 connections | ≥ 0.75 | ≥ 0.95 | – | not measured |", report, StringComparison.Ordinal);
        Assert.Contains("| start to first healthy answer, AOT | ≤ 40 ms | ≤ 20 ms | 30 ms | **yes** |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_WrittenIntoThePage_LeaveTheProseAlone()
    {
        var page = "Before.\n\n<!-- figures: written by bench/Broker.Bench --write -->\n\nold\n\n<!-- end of figures -->\n\nAfter.\n";

        var written = Documents.Replace(page, "new\n");

        Assert.Equal(page.Replace("old", "new", StringComparison.Ordinal), written);
        Assert.Throws<BenchException>(() => Documents.Replace("Before.", "new"));
    }
}
