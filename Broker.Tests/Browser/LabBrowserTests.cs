using System.Collections.Concurrent;
using Broker.Tests.AppHost;
using Broker.Tests.Infrastructure;
using Microsoft.Playwright;
using static Broker.Tests.Browser.TestBrowser;

namespace Broker.Tests.Browser;

/// <summary>What a learner sees, in a real browser: from the printed address to the trace of a request.</summary>
[Collection(nameof(TestBrowser))]
public sealed class LabBrowserTests : IDisposable
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
