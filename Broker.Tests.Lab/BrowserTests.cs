using System.Collections.Concurrent;
using Aspire.Hosting.Testing;
using Broker.Pictures;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Broker.Tests.Lab;

/// <summary>What a learner sees, in a real browser: from the login address to the trace, the model call and the boundary.</summary>
[Collection(nameof(SharedLab))]
public sealed class BrowserTests(LabFixture lab)
{
    [Fact]
    public async Task Chat_LookedAtOnTheDashboard_IsToldOnEachPageWithoutTheKey()
    {
        Assert.SkipWhen(SystemChromium.Path is null, $"There is no Chromium on this machine. {SystemChromium.HowToGetIt}");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await SystemChromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        var foreign = new ConcurrentQueue<string>();
        var login = await LoginAsync();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } url && url.Authority != login.Authority)
            {
                foreign.Enqueue(request.Url);
            }
        };
        var dashboard = new DashboardPage(page, login);
        await dashboard.SignInAsync();

        await dashboard.RunAsync("broker", "Send a chat request");
        var answer = await ReadAsync(dashboard.Dialog, "You said: Say hello to the lab.");
        var trace = Guid.NewGuid().ToString("N");
        await lab.ChatAsync(trace, question: "What is a broker?");
        await dashboard.OpenTraceAsync(trace, "mock-provider");
        var spans = await page.InnerTextAsync("body");
        await dashboard.OpenModelCallAsync();
        var call = await ReadAsync(dashboard.Dialog, "You said: What is a broker?");
        await dashboard.ShowBoundaryAsync("broker", trace);
        var boundary = await ReadAsync(dashboard.Dialog, "Authorization: Bearer ***");

        Assert.All((string[])["check", "secret", "chat gpt-4o-mini", "POST /v1/chat/completions"], span => Assert.Contains(span, spans, StringComparison.Ordinal));
        Assert.DoesNotContain("HTTP POST", spans, StringComparison.Ordinal);
        Assert.Contains("What is a broker?", call, StringComparison.Ordinal);
        Assert.Contains("client_token", boundary, StringComparison.Ordinal);
        Assert.DoesNotContain(LabFixture.ProviderKey, answer + spans + call + boundary, StringComparison.Ordinal);
        Assert.Empty(foreign);
    }

    /// <summary>The text of a dialog, once it has what it must have: a dialog is there before its text.</summary>
    private static async Task<string> ReadAsync(ILocator dialog, string expected)
    {
        await Assertions.Expect(dialog).ToContainTextAsync(expected, new() { Timeout = 30_000 });
        return await dialog.InnerTextAsync();
    }

    private async Task<Uri> LoginAsync() => new(
        await lab.App.GetDashboardUrlAsync(Patience.Token),
        $"/login?t={lab.App.Services.GetRequiredService<IConfiguration>()["AppHost:BrowserToken"]}");
}
