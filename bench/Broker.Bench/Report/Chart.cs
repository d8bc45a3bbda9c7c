using System.Globalization;
using System.Security;
using System.Text;
using Broker.Bench.Figures;
using Broker.Bench.Peers;

namespace Broker.Bench.Report;

/// <summary>The results as a picture: four panels of bars, readable on light and on dark pages.</summary>
internal static class Chart
{
    private const int Width = 920;
    private const int PanelWidth = 430;
    private const int Margin = 20;
    private const int TitleHeight = 40;
    private const int RowHeight = 30;
    private const int NameWidth = 160;
    private const int ValueWidth = 70;

    private const string Style = """
        text { font: 13px system-ui, 'Segoe UI', sans-serif; fill: #1f2328 }
        .title { font-weight: 600 } .note, .unit { fill: #59636e; font-size: 12px; font-weight: 400 }
        .broker { fill: #0f6cbd } .other { fill: #9aa4af } .ground { fill: #ffffff }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc } .note, .unit { fill: #9198a1 } .broker { fill: #479ef5 } .other { fill: #5c6570 } .ground { fill: #0d1117 }
        }
        """;

    /// <summary>Draws what was measured.</summary>
    public static string Draw(Measurements all)
    {
        List<Panel> panels =
        [
            Panel.Of(all, "Requests per second", "64 connections · more is better", Loads.Many, Metric.RequestsPerSecond, "#,0", ""),
            Panel.Of(all, "CPU per request", "64 connections · less is better", Loads.Many, Metric.Cpu, "0", "µs"),
            Panel.Of(all, "Peak memory under load", "64 connections · less is better", Loads.Many, Metric.PeakMemory, "0", "MiB"),
            Panel.Of(all, "Start to first healthy answer", "less is better", Loads.None, Metric.Startup, "0", "ms"),
        ];
        var rowsOfPanels = panels.Where(panel => panel.Bars.Count > 0).Chunk(2).ToList();
        var body = new StringBuilder();
        var top = Margin;
        foreach (var row in rowsOfPanels)
        {
            for (var column = 0; column < row.Length; column++)
            {
                Draw(body, row[column], Margin + (column * (PanelWidth + Margin)), top);
            }

            top += TitleHeight + (RowHeight * row.Max(panel => panel.Bars.Count)) + Margin;
        }

        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {top}" width="{Width}" height="{top}" role="img" aria-label="The broker beside nginx: requests per second, CPU per request, memory and start-up time">
            <style>{Style}</style>
            <rect class="ground" width="{Width}" height="{top}" rx="8"/>
            {body}</svg>

            """.ReplaceLineEndings("\n");
    }

    private static void Draw(StringBuilder svg, Panel panel, int left, int top)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{left}\" y=\"{top + 16}\">{panel.Title} <tspan class=\"note\" dx=\"6\">{panel.Note}</tspan></text>\n");
        var longest = panel.Bars.Max(bar => bar.Value);
        var y = top + TitleHeight;
        foreach (var (peer, value) in panel.Bars)
        {
            var length = value / longest * (PanelWidth - NameWidth - ValueWidth);
            var kind = peer.StartsWith("broker", StringComparison.Ordinal) ? "broker" : "other";
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left}\" y=\"{y + 14}\">{SecurityElement.Escape(peer)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{left + NameWidth}\" y=\"{y}\" width=\"{Math.Max(length, 1):0.#}\" height=\"20\" rx=\"3\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{left + NameWidth + length + 6:0.#}\" y=\"{y + 14}\">{Table.Number(value, panel.Format)} <tspan class=\"unit\">{panel.Unit}</tspan></text>\n");
            y += RowHeight;
        }
    }

    private sealed record Panel(string Title, string Note, string Format, string Unit, IReadOnlyList<(string Peer, double Value)> Bars)
    {
        // Direct to the stub is no broker; beside it the others could not be told apart.
        public static Panel Of(Measurements all, string title, string note, string load, Metric metric, string format, string unit) => new(
            title, note, format, unit,
            [.. all.Peers
                .Where(peer => peer != PeerNames.Direct)
                .Select(peer => (peer, all.Median(load, metric, peer)))
                .Where(bar => bar.Item2 is not null)
                .Select(bar => (bar.peer, bar.Item2!.Value))]);
    }
}
