using System.Text.RegularExpressions;
using Broker.Tests.Dashboard;
using Microsoft.Playwright;
using static Broker.Tests.Browser.TestBrowser;

namespace Broker.Tests.Browser;

/// <summary>What is done in a page before its circuit is up is not lost.</summary>
[Collection(nameof(TestBrowser))]
public sealed class SlowCircuitBrowserTests
{
    [Fact]
    public async Task Click_BeforeTheCircuitIsUp_IsNotLost()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var dashboard = await DashboardFixture.StartAsync();
        var page = await browser.NewPageAsync();
        var circuit = await HeldCircuit.HoldAsync(page);
        await page.GotoAsync(new Uri(dashboard.Server.Url, "/login?t=" + DashboardFixture.Token).ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run", Exact = true }).ClickAsync();
        await page.GetByText("Environment").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToHaveAttributeAsync("aria-busy", "true");
        Assert.Empty(dashboard.Resources.Executed);
        circuit.LetGo();

        await Assertions.Expect(page.Locator(".outcome")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("main details").First).ToHaveAttributeAsync("open", "");
        Assert.Single(dashboard.Resources.Executed);
    }

    [Fact]
    public async Task Search_TypedBeforeTheCircuitIsUp_IsNotLost()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1, name: "apple"), Wires.Span(2, 2, name: "pear")));
        var page = await browser.NewPageAsync();
        var circuit = await HeldCircuit.HoldAsync(page);

        await page.GotoAsync(new Uri(dashboard.Server.Url, "/login?t=" + DashboardFixture.Token).ToString());
        await page.GotoAsync(new Uri(dashboard.Server.Url, "/traces").ToString());
        var search = page.Locator("main fluent-text-input input");
        await search.PressSequentiallyAsync("app");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToHaveAttributeAsync("aria-busy", "true");
        circuit.LetGo();

        await Assertions.Expect(page.GetByText("pear")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await page.Keyboard.TypeAsync("le");
        await Assertions.Expect(search).ToHaveValueAsync("apple");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("text=apple$"));
        await Assertions.Expect(page.GetByText("apple")).ToBeVisibleAsync();
    }
}
