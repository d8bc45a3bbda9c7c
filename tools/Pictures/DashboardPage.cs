using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broker.Pictures;

/// <summary>Aspire's dashboard in a browser: what a learner clicks there.</summary>
/// <param name="page">The page.</param>
/// <param name="login">The printed address, with the token.</param>
internal sealed class DashboardPage(IPage page, Uri login)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patience = new() { Timeout = 60_000 };

    /// <summary>The dialog that was opened last.</summary>
    public ILocator Dialog => page.Locator("fluent-dialog").Last;

    /// <summary>Signs in; the page shows the resources then.</summary>
    /// <param name="state">The state of the broker to wait for.</param>
    public async Task SignInAsync(string state = "Running")
    {
        // A page that opens while the lab starts may never hear of its resources.
        await RetryAsync(async () =>
        {
            await page.GotoAsync(login.ToString());
            await Expect(Row("broker")).ToContainTextAsync(state, new() { Timeout = 20_000 });
        });
        // It says that there is no development certificate, which the lab does not need.
        var notice = page.GetByLabel("Dismiss notification");
        if (await notice.CountAsync() > 0)
        {
            await notice.First.ClickAsync();
        }
    }

    /// <summary>Starts a resource that waits to be asked.</summary>
    public async Task StartAsync(string resource)
    {
        await OpenAsync("/");
        await Row(resource).GetByLabel("Start resource").ClickAsync();
        await Expect(Row(resource).GetByText("Running", new() { Exact = true })).ToBeVisibleAsync(Patience);
    }

    /// <summary>Runs a command from the menu of a resource.</summary>
    public async Task RunAsync(string resource, string command)
    {
        await ChooseAsync(resource, command);
        await Expect(Dialog.GetByText("Copy to clipboard")).ToBeVisibleAsync(Patience);
    }

    /// <summary>Opens a trace with one of its spans. The page of a trace that has not arrived does not notice when it does.</summary>
    public async Task OpenTraceAsync(string traceId, string span)
    {
        var row = page.GetByText(span, new() { Exact = true }).First;
        var tries = 0;
        do
        {
            await OpenAsync($"/traces/detail/{traceId}");
            await page.WaitForTimeoutAsync(1_000);
        }
        while (!await row.IsVisibleAsync() && ++tries < 20);

        await Expect(row).ToBeVisibleAsync(Patience);
    }

    /// <summary>Opens the prompt and the answer of the trace's model call.</summary>
    public async Task OpenModelCallAsync()
    {
        // The page of a trace does not always notice the spans that arrive after it was opened.
        var button = page.GetByLabel("GenAI details").First;
        for (var tries = 0; !await button.IsVisibleAsync() && tries < 20; tries++)
        {
            await page.ReloadAsync();
            await page.WaitForTimeoutAsync(1_000);
        }

        await button.ClickAsync();
        await Expect(Dialog.GetByText("Output").First).ToBeVisibleAsync(Patience);
    }

    /// <summary>Runs "Show the trust boundary".</summary>
    /// <param name="broker">Name of the broker.</param>
    /// <param name="traceId">The trace; empty for the newest request.</param>
    public async Task ShowBoundaryAsync(string broker, string traceId = "")
    {
        await ChooseAsync(broker, "Show the trust boundary");
        var question = page.Locator("#interactions-input-dialog");
        await question.Locator("input").First.FillAsync(traceId);
        await question.GetByText("Show the trust boundary", new() { Exact = true }).Last.ClickAsync();
        await Expect(question).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(Dialog.GetByText("Copy to clipboard")).ToBeVisibleAsync(Patience);
    }

    /// <summary>Waits until the menu of a resource has a command.</summary>
    public async Task ExpectCommandAsync(string resource, string command)
    {
        await OpenMenuAsync(resource);
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = command, Exact = true })).ToBeVisibleAsync(Patience);
    }

    /// <summary>The row of a resource.</summary>
    public ILocator Row(string resource) => page.Locator("tr").Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) }).First;

    /// <summary>Clicks a command in the menu of a resource; many commands have a menu of their own there.</summary>
    private async Task ChooseAsync(string resource, string command)
    {
        await OpenMenuAsync(resource);
        var item = page.GetByRole(AriaRole.Menuitem, new() { Name = command, Exact = true }).First;
        // A row that is drawn anew loses a click: the menu stays open then, and the command was not run.
        await RetryAsync(async () =>
        {
            if (!await item.IsVisibleAsync())
            {
                await page.GetByRole(AriaRole.Menuitem, new() { Name = "Commands" }).First.HoverAsync();
            }

            await item.ClickAsync();
            await Expect(item).ToBeHiddenAsync(new() { Timeout = 5_000 });
        });
    }

    /// <summary>Does something until it succeeds, five times at most.</summary>
    private static async Task RetryAsync(Func<Task> action)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await action();
                return;
            }
            catch (PlaywrightException) when (tries < 5)
            {
            }
        }
    }

    private async Task OpenMenuAsync(string resource)
    {
        await OpenAsync("/");
        await Row(resource).GetByLabel("Actions").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "View details" }).First).ToBeVisibleAsync(Patience);
    }

    private async Task OpenAsync(string path)
    {
        await page.GotoAsync(new Uri(login, path).ToString());
        // What is done before the page is connected to its server is lost.
        await page.WaitForFunctionAsync("() => window.Blazor !== undefined");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
