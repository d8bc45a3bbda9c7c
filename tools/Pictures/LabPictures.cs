using System.Net;
using System.Net.Http.Json;

namespace Broker.Pictures;

/// <summary>Does in the lab what README and lessons have the reader do, and takes pictures of what the dashboard shows.</summary>
/// <param name="lab">The lab.</param>
/// <param name="album">Where pictures go.</param>
internal sealed class LabPictures(Lab lab, Album album)
{
    private readonly DashboardPage _dashboard = new(album.Page, lab.Login);

    /// <summary>Takes them all.</summary>
    public async Task TakeAsync()
    {
        await _dashboard.SignInAsync();
        await _dashboard.StartAsync("sample-host");
        await _dashboard.StartAsync("broker-dry-run");
        // The first of each takes longer than any later one.
        await lab.ChatAsync("hello");
        await lab.ChatAsync("hello", streamed: true);
        await _dashboard.SignInAsync();
        await album.SaveAsync("resources", album.Page.GetByText("sample-host", new() { Exact = true }).First);

        var chat = await lab.ChatAsync("hello");
        await _dashboard.OpenTraceAsync(chat, "mock-provider");
        await album.SaveAsync("trace", album.Page.GetByText("mock-provider", new() { Exact = true }).First);
        await _dashboard.OpenModelCallAsync();
        await album.SaveDialogAsync("model-call", _dashboard.Dialog, whole: false);
        await TakeBoundaryAsync("boundary", chat);

        await _dashboard.RunAsync("broker-dry-run", "Send a request");
        await TakeBoundaryAsync("lesson-1-dry-run", "", "broker-dry-run");
        await TakeBoundaryAsync("lesson-2-rejected-requests", await lab.ChatAsync("hello", token: "not-the-token"));

        var stream = await lab.ChatAsync("Count to three.", streamed: true);
        await _dashboard.OpenTraceAsync(stream, "mock-provider");
        await album.Page.GetByText("chat gpt-4o-mini", new() { Exact = true }).First.ClickAsync();
        var firstPiece = album.Page.GetByText("gen_ai.response.time").First;
        await firstPiece.ScrollIntoViewIfNeededAsync();
        await album.SaveAsync("lesson-4-streaming", firstPiece);
        await TakeBoundaryAsync("lesson-4-boundary", stream);
        await TakeBoundaryAsync("lesson-6-dns-rebinding", await lab.ChatAsync("hello", host: "attacker.example:8791"));
        await TakeRedirectAsync();
    }

    private async Task TakeRedirectAsync()
    {
        var mapping = Guid.NewGuid();
        using var added = await lab.Http.PostAsJsonAsync(new Uri(Lab.Mock, "/__admin/mappings"), new
        {
            Guid = mapping,
            Request = new { Path = "/v1/chat/completions" },
            Response = new { StatusCode = (int)HttpStatusCode.TemporaryRedirect, Headers = new { Location = "http://127.0.0.1:8793/v1/chat/completions" } },
        });
        added.EnsureSuccessStatusCode();
        await TakeBoundaryAsync("lesson-7-redirect", await lab.ChatAsync("hello"));
        using var removed = await lab.Http.DeleteAsync(new Uri(Lab.Mock, $"/__admin/mappings/{mapping}"));
    }

    private async Task TakeBoundaryAsync(string name, string trace, string broker = "broker")
    {
        await _dashboard.ShowBoundaryAsync(broker, trace);
        await album.SaveDialogAsync(name, _dashboard.Dialog, whole: true);
    }
}
