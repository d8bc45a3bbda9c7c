using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Broker.Pictures;

/// <summary>Presses the buttons of the dashboard and sends the requests of the lessons, and takes pictures of what it shows.</summary>
/// <param name="lab">The lab.</param>
/// <param name="album">Where pictures go.</param>
internal sealed class LabPictures(Lab lab, Album album)
{
    private readonly IPage _page = album.Page;

    /// <summary>Takes them all.</summary>
    public async Task TakeAsync()
    {
        await _page.GotoAsync(lab.Login.ToString());
        await StartAsync("sample-host");
        await StartAsync("broker-dry-run");
        // The first of each takes longer than any later one.
        await PressAsync("sample-host", "Streamed chat");
        await PressAsync("broker", "Send a streamed chat request");
        var chat = await PressAsync("sample-host", "Chat");
        var dryRun = await PressAsync("broker-dry-run", "Send a request");
        var wrongToken = await PressAsync("broker", "Send a wrong token");
        await PressAsync("broker", "Send a chat request");
        await album.SaveAsync("resources", Card("broker"));

        await OpenTraceAsync(chat, "mock-provider");
        await album.SaveAsync("trace", Waterfall);
        await OpenBoundaryAsync(chat, "200 to the host");
        await album.SaveAsync("boundary", Crossing);

        await OpenBoundaryAsync(dryRun, "200 from the broker itself");
        await album.SaveAsync("lesson-1-dry-run", Crossing);
        await OpenBoundaryAsync(wrongToken, "401 from the broker itself");
        await album.SaveAsync("lesson-2-rejected-requests", Crossing);
        await TakeStreamAsync();
        await TakeRebindingAsync();
        await TakeRedirectAsync();
    }

    private ILocator Waterfall => _page.Locator(".waterfall");

    private ILocator Crossing => _page.Locator(".crossing");

    private async Task TakeStreamAsync()
    {
        var trace = await lab.SendAsync(Chat("Count to three.", streamed: true));
        await OpenTraceAsync(trace, "mock-provider");
        await _page.GetByText("chat gpt-4o-mini", new() { Exact = true }).First.ClickAsync();
        await Expect(_page.GetByText("gen_ai.response.time_to_first_chunk")).ToBeVisibleAsync();
        await album.SaveAsync("lesson-4-streaming", Waterfall.Or(_page.Locator(".side .attributes .facts").First).Last);
        await OpenBoundaryAsync(trace, "200 to the host");
        await album.SaveAsync("lesson-4-boundary", Crossing);
    }

    private async Task TakeRebindingAsync()
    {
        var request = Chat("hello");
        request.Headers.Host = "attacker.example:8791";
        await OpenBoundaryAsync(await lab.SendAsync(request), "403 from the broker itself");
        await album.SaveAsync("lesson-6-dns-rebinding", Crossing);
    }

    private async Task TakeRedirectAsync()
    {
        var mapping = Guid.NewGuid();
        using var added = await lab.Http.PostAsJsonAsync(new Uri(lab.Mock, "/__admin/mappings"), new
        {
            Guid = mapping,
            Request = new { Path = "/v1/chat/completions" },
            Response = new { StatusCode = (int)HttpStatusCode.TemporaryRedirect, Headers = new { Location = "http://127.0.0.1:8793/v1/chat/completions" } },
        });
        added.EnsureSuccessStatusCode();
        await OpenBoundaryAsync(await lab.SendAsync(Chat("hello")), "502 to the host");
        await album.SaveAsync("lesson-7-redirect", Crossing);
        using var removed = await lab.Http.DeleteAsync(new Uri(lab.Mock, $"/__admin/mappings/{mapping}"));
    }

    private HttpRequestMessage Chat(string question, bool streamed = false) => new(HttpMethod.Post, new Uri(lab.Broker, "/v1/chat/completions"))
    {
        Headers = { { "X-Broker-Token", "lab-caller-token" } },
        // A body of known length, as curl sends it.
        Content = new StringContent(JsonSerializer.Serialize(new { model = "gpt-4o-mini", stream = streamed, messages = new[] { new { role = "user", content = question } } }), Encoding.UTF8, "application/json"),
    };

    private ILocator Card(string resource) =>
        _page.Locator(".card").Filter(new() { Has = _page.GetByRole(AriaRole.Heading, new() { Name = resource, Exact = true }) });

    private async Task StartAsync(string resource)
    {
        await Card(resource).GetByRole(AriaRole.Button, new() { Name = $"Start {resource}", Exact = true }).ClickAsync();
        await Expect(Card(resource).GetByText("Healthy", new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Presses a command's button.</summary>
    /// <returns>Address of the page of the trace that it made.</returns>
    private async Task<Uri> PressAsync(string resource, string command)
    {
        await Card(resource).GetByRole(AriaRole.Button, new() { Name = command, Exact = true }).ClickAsync();
        var link = Card(resource).GetByRole(AriaRole.Link, new() { Name = $"Trace of {command}", Exact = true });
        await Expect(link).ToBeVisibleAsync();
        return new Uri(lab.Login, await link.GetAttributeAsync("href"));
    }

    private async Task OpenTraceAsync(Uri trace, string hop)
    {
        await _page.GotoAsync(trace.ToString());
        await Expect(_page.GetByRole(AriaRole.Main)).ToContainTextAsync(hop);
    }

    private async Task OpenBoundaryAsync(Uri trace, string answer)
    {
        await _page.GotoAsync(trace + "/boundary");
        await Expect(Crossing).ToContainTextAsync(answer);
    }
}
