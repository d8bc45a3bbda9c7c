using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Broker.Pictures;
using Broker.Tests.AppHost;
using Broker.Tests.Dashboard;
using Broker.Tests.Infrastructure;
using Google.Protobuf;
using Microsoft.Playwright;

namespace Broker.Tests.Browser;

/// <summary>What a learner sees, in a real browser: from the printed address to the trace of a request.</summary>
public sealed class DashboardBrowserTests : IDisposable
{
    private const string ProviderKey = "sk-mock-provider-key";
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<Task<string>> _answers = new();
    private readonly ConcurrentQueue<string> _foreign = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ChatCommand_Clicked_ShowsTheWholeTraceAndNoKey()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var lab = AppHostProcess.Start("Broker.AppHost", ("Lab__MockPort", "0"), ("Lab__EventsPath", _folder.File("events.jsonl")));
        await lab.WaitForReadyAsync("broker", Cancel);
        var login = (await lab.WaitForLineAsync("Dashboard: ", Cancel)).Split(' ')[^1];
        var page = await OpenAsync(browser, new Uri(login));
        await page.GotoAsync(login);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a chat request", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("200 OK")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var atResources = await page.InnerTextAsync("body");

        await page.GetByRole(AriaRole.Link, new() { Name = "Traces", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Send a chat request", Exact = true }).ClickAsync(new() { Timeout = 30_000 });
        foreach (var span in new[] { "check", "secret", "chat gpt-4o-mini", "POST /v1/chat/completions" })
        {
            await Assertions.Expect(page.GetByText(span, new() { Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        }

        // The provider's span comes with its own export, by itself.
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("mock-provider", new() { Timeout = 30_000 });
        var atTrace = await page.InnerTextAsync("body");
        Assert.Contains("mock-provider", atTrace, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Boundary view" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Authorization: Bearer ***").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var atBoundary = await page.InnerTextAsync("body");
        Assert.Contains("client_token", atBoundary, StringComparison.Ordinal);
        Assert.DoesNotContain(ProviderKey, atResources + atTrace + atBoundary, StringComparison.Ordinal);
        Assert.DoesNotContain(await Task.WhenAll(_answers), answer => answer.Contains(ProviderKey, StringComparison.Ordinal));
        Assert.Empty(_foreign);
    }

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

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assert.SkipWhen(SystemChromium.Path is null, $"There is no Chromium on this machine ({SystemChromium.HowToGetIt.TrimEnd('.')}).");
        return SystemChromium.LaunchAsync(playwright);
    }

    private async Task<IPage> OpenAsync(IBrowser browser, Uri dashboard)
    {
        var page = await browser.NewPageAsync();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not "data" } url && url.Authority != dashboard.Authority)
            {
                _foreign.Enqueue(request.Url);
            }
        };
        page.Response += (_, response) => _answers.Enqueue(BodyAsync(response));
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => _answers.Enqueue(Task.FromResult(System.Text.Encoding.UTF8.GetString(frame.Binary ?? []) + frame.Text));
        return page;
    }

    private static async Task<string> BodyAsync(IResponse response)
    {
        try
        {
            return await response.TextAsync();
        }
        catch (PlaywrightException)
        {
            // A redirect has none.
            return "";
        }
    }
}
