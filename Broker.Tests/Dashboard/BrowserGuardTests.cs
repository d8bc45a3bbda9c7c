using System.Net;

namespace Broker.Tests.Dashboard;

public class BrowserGuardTests
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
}
