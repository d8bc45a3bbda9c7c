using System.Text.Json;
using Broker.Pictures;
using Microsoft.Playwright;

namespace Broker.Bench.Dashboard;

/// <summary>Opens each page again and again and keeps how long it took.</summary>
internal sealed class Openings
{
    private const string AnyPage = "any page";
    private static readonly (string Path, string Filled)[] Pages =
    [
        ("/", "main .card"), ("/traces", "main [data-row]"), ("/logs", "main [data-row]"), ("/metrics", "main .chart"),
        ($"/traces/{Spans.LargeTrace}", "main [data-row]"), ("/console", "main .console"),
    ];

    private readonly Dictionary<(string Path, string When), List<Opening>> _all = [];

    /// <summary>Opens all pages of an app host that nobody has looked at.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="browser">A browser that runs, and knows nothing.</param>
    /// <param name="round">Tells which page is the first.</param>
    public async Task AddAsync(Lab lab, IBrowser browser, int round)
    {
        for (var i = 0; i < Pages.Length; i++)
        {
            var (path, filled) = Pages[(i + round) % Pages.Length];
            await using var context = await browser.NewContextAsync();
            await context.APIRequest.GetAsync(lab.Login.ToString());
            foreach (var when in (string[])["first", "again"])
            {
                var opening = await OpenAsync(context, new Uri(lab.Login, path), filled);
                Console.WriteLine($"{path} {when}: {opening}");
                Keep(path, when, opening);
                if (i == 0 && when == "first")
                {
                    Keep(AnyPage, "first of all", opening);
                }
            }
        }
    }

    /// <summary>Writes the figures.</summary>
    public void Write()
    {
        Console.WriteLine("page                       | opened       |    n | painted, ms: median, max | a click answered, ms: median, max");
        foreach (var ((path, when), all) in _all.OrderBy(one => Array.FindIndex(Pages, page => page.Path == one.Key.Path)))
        {
            var (painted, answered) = (all.Select(one => one.Painted).ToList(), all.Select(one => one.Answered).ToList());
            Console.WriteLine($"{path[..Math.Min(path.Length, 26)],-26} | {when,-12} | {all.Count,4} | {Statistics.Quantile(painted, 0.5),14:0}, {painted.Max(),8:0} | {Statistics.Quantile(answered, 0.5),23:0}, {answered.Max(),8:0}");
        }
    }

    private void Keep(string path, string when, Opening opening) =>
        (_all.TryGetValue((path, when), out var known) ? known : _all[(path, when)] = []).Add(opening);

    private static async Task<Opening> OpenAsync(IBrowserContext context, Uri address, string filled)
    {
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Watch.Replace("FILLED", filled, StringComparison.Ordinal));
        await page.GotoAsync(address.ToString());
        await page.WaitForFunctionAsync("() => opened.answered");
        var told = await page.EvaluateAsync<JsonElement>("() => ({ ...opened, painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 })");
        await page.CloseAsync();
        double Read(string name) => told.GetProperty(name).GetDouble();
        return new(Read("painted"), Read("listening"), Read("filled"), Read("answered"));
    }

    // Within the page, so that nothing of the driver is measured: when the circuit has drawn it and its list is filled, and when a click
    // then has done something, on the button that holds the page or, where there is none, on a link to another page.
    private const string Watch = """
        window.opened = { at: location.pathname };
        new MutationObserver(() => {
          const main = document.querySelector("main:not([aria-busy])");
          if (main) {
            opened.listening ??= performance.now();
          }
          if (main && !opened.filled && document.querySelector("FILLED")) {
            opened.filled = performance.now();
            (main.querySelector(".live fluent-button") ?? document.querySelector("nav.pages a[href='/traces']")).click();
          }
          if (opened.filled && !opened.answered && (document.querySelector(".live.held") || location.pathname !== opened.at)) {
            opened.answered = performance.now();
          }
        }).observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
        """;

    private sealed record Opening(double Painted, double Listening, double Filled, double Answered)
    {
        public override string ToString() => $"painted {Painted:0}, listening {Listening:0}, filled {Filled:0}, answered {Answered:0} ms";
    }
}
