using Broker.Tests.Dashboard;
using Google.Protobuf;
using Microsoft.Playwright;
using static Broker.Tests.Browser.TestBrowser;

namespace Broker.Tests.Browser;

/// <summary>A trace can be read to its end on a phone, and by keyboard alone.</summary>
[Collection(nameof(TestBrowser))]
public sealed class TraceBrowserTests
{
    [Fact]
    public async Task LongTrace_OnAPhone_CanBeReadToItsEnd()
    {
        const int Spans = 600;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Enumerable.Range(1, Spans).Select(number =>
        {
            var span = Wires.Span(1, 1, name: $"span {number}", start: number);
            span.SpanId = ByteString.CopyFrom(BitConverter.GetBytes((long)number));
            return span;
        })));
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await page.GotoAsync(new Uri(dashboard.Server.Url, "/login?t=" + DashboardFixture.Token).ToString());
        await page.GotoAsync(new Uri(dashboard.Server.Url, "/traces/" + Wires.Hex(Wires.TraceId(1))).ToString());
        await Assertions.Expect(page.Locator("main:not([aria-busy])")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        // Rows get their height when they are laid out, and the end moves away by what they are higher than was thought: whoever reads on scrolls on.
        await page.WaitForFunctionAsync(
            "last => { const list = document.getElementById('spans'); list.scrollTop = list.scrollHeight; return list.textContent.includes(last); }",
            $"span {Spans}",
            new() { Timeout = 30_000, PollingInterval = 200 });
        await Assertions.Expect(page.GetByText($"span {Spans}", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Details_OfARow_OpenAndCloseByKeyboard()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var dashboard = await DashboardFixture.StartAsync();
        await dashboard.ExportAsync("/v1/traces", Wires.Spans("broker", Wires.Span(1, 1, name: "apple")));
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(dashboard.Server.Url, "/login?t=" + DashboardFixture.Token).ToString());
        await page.GotoAsync(new Uri(dashboard.Server.Url, "/traces/" + Wires.Hex(Wires.TraceId(1))).ToString());
        await Assertions.Expect(page.Locator("main:not([aria-busy])")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.Locator("#spans [data-row]").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Span" })).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await page.Locator("#spans").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0, new() { Timeout = 30_000 });

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Span" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }
}
