using Aspire.Hosting.ApplicationModel;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Lab;

/// <summary>The command "Show the trust boundary": what it says of each kind of request.</summary>
[Collection(nameof(SharedLab))]
public sealed class BoundaryTests(LabFixture lab)
{
    [Fact]
    public async Task Boundary_WithoutATrace_ShowsTheNewestRequestHeaderByHeader()
    {
        var trace = NewTrace();
        await lab.ChatAsync();
        await lab.ChatAsync(trace, header: ("X-Whatever", "1"));

        var page = await ShowAsync();

        Assert.Contains($"/traces/detail/{trace})", page, StringComparison.Ordinal);
        Assert.Contains("`POST /v1/chat/completions` → **200**", page, StringComparison.Ordinal);
        Assert.Contains("| ~~`X-Broker-Token: ***`~~ | removes |  |", page, StringComparison.Ordinal);
        Assert.Contains("| ~~`X-Whatever`~~ | removes |  |", page, StringComparison.Ordinal);
        Assert.Contains("| `Content-Type` | passes | `Content-Type` |", page, StringComparison.Ordinal);
        Assert.Contains("|  | **adds the key** | **`Authorization: Bearer ***`** |", page, StringComparison.Ordinal);
        Assert.Contains("| 6 | `client_token` | ✓ passed |", page, StringComparison.Ordinal);
        Assert.Contains("`env:PROVIDER_API_KEY`", page, StringComparison.Ordinal);
        Assert.Contains("| **200** | passes | **200** |", page, StringComparison.Ordinal);
        Assert.Contains("| ~~`Server`~~ |", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boundary_OfATrace_ShowsThatOneAndNoNewer()
    {
        var (trace, newer) = (NewTrace(), NewTrace());
        await lab.ChatAsync(trace, token: "not-the-token");
        await lab.ChatAsync(newer);

        var page = await ShowAsync(trace);

        Assert.DoesNotContain(newer, page, StringComparison.Ordinal);
        Assert.Contains("| 5 | `method` | ✓ passed |", page, StringComparison.Ordinal);
        Assert.Contains("| 6 | `client_token` | **✗ refused** `client_token_required` |", page, StringComparison.Ordinal);
        Assert.Contains("| 7 | `allowed_paths` | – not reached |", page, StringComparison.Ordinal);
        Assert.Contains("**stops here**: `client_token_required` | nothing |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer ***", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boundary_OfAnAnswerWithTheKey_SaysHowOftenItWasMasked()
    {
        var trace = NewTrace();
        await lab.RunAsync("mock-provider", "mock-echo-split");
        await lab.ChatAsync(trace);

        Assert.Contains("| body | **masks the key once** |", await ShowAsync(trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boundary_OfARedirect_ShowsBothStatusesAndTheReason()
    {
        var trace = NewTrace();
        await lab.RunAsync("mock-provider", "mock-redirect");
        await lab.ChatAsync(trace);

        var page = await ShowAsync(trace);

        Assert.Contains("`upstream_redirect_refused`", page, StringComparison.Ordinal);
        Assert.Contains("| **502** | answers by itself | **307** |", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boundary_OfHeadersThatAreMarkup_ShowsThemAsText()
    {
        var trace = NewTrace();
        await lab.ChatAsync(trace, header: ("x-`|**b**", "1"));

        Assert.Contains("| ~~`x-'¦**b**`~~ | removes |", await ShowAsync(trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boundary_OfARequestUnderWay_SaysSo()
    {
        var trace = NewTrace();
        using var hangUp = new CancellationTokenSource();
        await lab.RunAsync("mock-provider", "mock-slow");
        var chat = lab.ChatAsync(trace, question: string.Join(' ', Enumerable.Repeat("word", 60)), streamed: true, hangUp: hangUp);

        var result = await lab.RunAsync("broker", "boundary", ("trace", trace));
        await hangUp.CancelAsync();

        Assert.Null(await chat);
        Assert.True(result.Success, result.Message);
        Assert.Contains("under way", result.Message, StringComparison.Ordinal);
        Assert.Contains("| 6 | `client_token` | ✓ passed |", result.Data?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boundary_OfATraceThatDoesNotExist_FailsAndNamesIt()
    {
        var trace = NewTrace();

        var result = await lab.RunAsync("broker", "boundary", ("trace", trace));

        Assert.False(result.Success);
        Assert.Contains(trace, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boundary_OfATraceThatPassedNoBroker_FailsAndNamesIt()
    {
        var trace = NewTrace();
        using var host = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(lab.AddressOf("mock-provider"), "/v1/models")) { Headers = { { "traceparent", $"00-{trace}-{trace[..16]}-01" } } };
        using var answer = await host.SendAsync(request, Patience.Token);
        await lab.FindTraceAsync(trace, spans: 1);

        var result = await lab.RunAsync("broker", "boundary", ("trace", trace));

        Assert.False(result.Success);
        Assert.Contains("No broker", result.Message, StringComparison.Ordinal);
    }

    private static string NewTrace() => Guid.NewGuid().ToString("N");

    private async Task<string> ShowAsync(string? trace = null)
    {
        var result = await (trace is null ? lab.RunAsync("broker", "boundary") : lab.RunAsync("broker", "boundary", ("trace", trace)));
        Assert.True(result.Success, result.Message);
        Assert.Equal(CommandResultFormat.Markdown, result.Data?.Format);
        Assert.DoesNotContain(LabFixture.ProviderKey, result.Data!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(LabFixture.CallerToken, result.Data.Value, StringComparison.Ordinal);
        return result.Data.Value;
    }
}
