using System.Net;

namespace Broker.Tests.Dashboard;

public class SignInTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/traces")]
    [InlineData("/traces/00000000000000000000000000000001")]
    [InlineData("/logs")]
    [InlineData("/nowhere")]
    [InlineData("/not-found")]
    public async Task Page_WithoutSession_SendsToSignIn(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync(path);
        var name = (await dashboard.SignInAsync()).Split('=')[0];
        using var forged = await dashboard.GetAsync(path, ("Cookie", $"{name}={DashboardFixture.Token}"));

        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.SeeOther, forged.StatusCode);
    }

    [Fact]
    public async Task Page_ReachedFromOtherSiteWithoutCookie_AsksItselfOnceMore()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/traces?a=%22><script>", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"));

        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("0;url=/traces", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WithToken_OpensSessionThatIsNotTheToken()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/login?t=" + DashboardFixture.Token);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(DashboardFixture.Token, cookie, StringComparison.Ordinal);
        using var page = await dashboard.GetAsync("/", ("Cookie", DashboardFixture.CookieOf(answer)));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("?t=wrong")]
    [InlineData("?t=")]
    [InlineData("?t=browser-token&t=browser-token")]
    [InlineData("?t=browser-toke")]
    public async Task Login_WithWrongToken_AsksForIt(string query)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/login" + query);
        using var page = await dashboard.GetAsync(answer.Headers.Location!.OriginalString);

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("/sign-in?wrong=true", answer.Headers.Location.OriginalString);
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<input id=\"token\"", text, StringComparison.Ordinal);
        Assert.Contains("That is not the token", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_ByForm_Works()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = dashboard.Request(HttpMethod.Post, "/login");
        request.Content = new FormUrlEncodedContent([new("t", DashboardFixture.Token)]);

        using var answer = await dashboard.SendAsync(request);

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.True(answer.Headers.Contains("Set-Cookie"));
    }
}
