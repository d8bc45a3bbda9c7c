using System.Net;
using System.Text.Json.Nodes;

namespace Broker.Tests.Dashboard;

public class AccessTests
{
    public static TheoryData<string> Paths => ["/", "/login?t=" + DashboardFixture.Token, "/api/resources", "/assets/dashboard.css", "/nowhere"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Request_ForForeignHostName_Is403(string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        foreach (var host in (string[])["evil.example", "127.0.0.1.evil.example", "localhost.", "127.0.0.2", "[::2]:80"])
        {
            using var request = dashboard.Request(HttpMethod.Get, path, ("X-API-Key", DashboardFixture.Token));
            request.Headers.Host = host;
            using var answer = await dashboard.SendAsync(request);

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("[::1]:8080")]
    [InlineData("127.0.0.1:65000")]
    public async Task Request_ForNameOfThisMachine_IsAnswered(string host)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = dashboard.Request(HttpMethod.Get, "/api/resources", ("X-API-Key", DashboardFixture.Token));
        request.Headers.Host = host;

        using var answer = await dashboard.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:3000")]
    [InlineData("")]
    public async Task Request_OfForeignOrigin_Is403(string origin)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/api/resources", ("X-API-Key", DashboardFixture.Token), ("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Request_OfOwnOrigin_IsAnswered()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/api/resources", ("X-API-Key", DashboardFixture.Token), ("Origin", "http://" + dashboard.Server.Url.Authority), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/", "cross-site", "navigate", "document", HttpStatusCode.OK)]
    [InlineData("GET", "/", "same-site", "navigate", "document", HttpStatusCode.OK)]
    [InlineData("GET", "/", "none", "navigate", "document", HttpStatusCode.OK)]
    [InlineData("GET", "/", "cross-site", "navigate", "iframe", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/", "cross-site", "no-cors", "image", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/", "cross-site", "cors", "empty", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/", "cross-site", "", "", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/api/resources", "cross-site", "navigate", "document", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/API/resources", "cross-site", "navigate", "document", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/_blazor/negotiate", "cross-site", "navigate", "document", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/login", "same-site", "navigate", "document", HttpStatusCode.Forbidden)]
    public async Task Request_FromOtherSite_IsAnsweredOnlyWhenTheTabComesHere(string method, string path, string site, string mode, string destination, HttpStatusCode expected)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var cookie = await dashboard.SignInAsync();

        using var answer = await dashboard.SendAsync(dashboard.Request(
            new(method), path, ("Cookie", cookie), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination)));

        Assert.Equal(expected, answer.StatusCode);
    }

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

    [Fact]
    public async Task Answers_CarryTheHeadersThatKeepBrowsersNarrow()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var cookie = await dashboard.SignInAsync();
        foreach (var path in (string[])["/", "/sign-in", "/api/resources", "/nowhere", "/assets/theme.js", "/traces/nothing"])
        {
            using var answer = await dashboard.GetAsync(path, ("Cookie", cookie));

            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("GET", "/_blazor/initializers")]
    public async Task Circuit_WithoutSession_Is401(string method, string path)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.SendAsync(dashboard.Request(new(method), path, ("Origin", "http://" + dashboard.Server.Url.Authority)));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.SwitchingProtocols)]
    [InlineData("http://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "evil.example", HttpStatusCode.Forbidden)]
    public async Task Websocket_IsOpenedOnlyForOwnOriginAndName(string? origin, string? host, HttpStatusCode expected)
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        using var request = dashboard.Request(
            HttpMethod.Get,
            "/_blazor",
            ("Cookie", await dashboard.SignInAsync()),
            ("Origin", origin ?? "http://" + dashboard.Server.Url.Authority),
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="));
        request.Headers.Host = host;

        using var answer = await dashboard.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("X-API-Key", "wrong")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", "Basic browser-token")]
    [InlineData("Authorization", "browser-token")]
    [InlineData("X-Other", DashboardFixture.Token)]
    public async Task Api_WithoutToken_Is401Json(string name, string value)
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/api/traces", (name, value));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("token_required", (string)body["error"]!);
    }

    [Fact]
    public async Task Api_WithTwoTokens_Is401()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        using var answer = await dashboard.GetAsync("/api/traces", ("X-API-Key", DashboardFixture.Token), ("Authorization", "Bearer wrong"));
        using var twice = await dashboard.GetAsync("/api/traces", ("X-API-Key", DashboardFixture.Token), ("X-API-Key", DashboardFixture.Token));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, twice.StatusCode);
    }

    [Fact]
    public async Task Api_ByCookie_MayReadAndNotAct()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        var cookie = await dashboard.SignInAsync();

        using var read = await dashboard.GetAsync("/api/resources", ("Cookie", cookie));
        using var act = await dashboard.SendAsync(dashboard.Request(HttpMethod.Post, "/api/resources/broker/commands/dry-run", ("Cookie", cookie)));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, act.StatusCode);
        Assert.Empty(dashboard.Resources.Executed);
    }
}
