using Broker.Service.Configuration;
using Broker.Service.Configuration.Sections;
using Broker.Service.Policy;

namespace Broker.Tests.Policy;

/// <summary>Targets of the general form: prefixes, names in braces, suffixes and queries.</summary>
public class RoutePatternTests
{
    private static readonly RouteTable Routes = Create(
        ("/openai", ["/v1/responses", "GET /v1/responses/{id}?stream&include[]&starting_after", "/v1/responses/compact", "POST /v1/responses/{id}/cancel", "GET /v1/models/{model}"]),
        ("/gemini", ["/v1beta/models/{model}:generateContent?alt", "/v1beta/models/{model}:countTokens?alt", "GET /v1beta/models/{model}", "GET /v1beta/models?pageToken"]));

    [Theory]
    [InlineData("POST", "/openai/v1/responses", "/v1/responses")]
    [InlineData("POST", "/openai/v1/responses/compact", "/v1/responses/compact")]
    [InlineData("GET", "/openai/v1/responses/compact", "/v1/responses/{id}")]
    [InlineData("GET", "/openai/v1/responses/resp_0:a@b.c-d", "/v1/responses/{id}")]
    [InlineData("POST", "/openai/v1/responses/resp_0/cancel", "/v1/responses/{id}/cancel")]
    [InlineData("POST", "/gemini/v1beta/models/gemini-2.5-flash:generateContent", "/v1beta/models/{model}:generateContent")]
    [InlineData("POST", "/gemini/v1beta/models/gemini-2.5-flash:countTokens", "/v1beta/models/{model}:countTokens")]
    [InlineData("GET", "/gemini/v1beta/models/a:b", "/v1beta/models/{model}")]
    public void Find_TargetOfAnEntry_GivesItWithTheProvidersPath(string method, string target, string entry)
    {
        var found = Routes.Find(method, target);

        Assert.Equal(entry, found?.Route.Path);
        Assert.Equal(target[target.IndexOf('/', 1)..], found?.Path);
    }

    [Theory]
    [InlineData("GET", "/openai/v1/responses/")]
    [InlineData("GET", "/openai/v1/responses/.")]
    [InlineData("GET", "/openai/v1/responses/..")]
    [InlineData("GET", "/openai/v1/responses/-a")]
    [InlineData("GET", "/openai/v1/responses/a%2fb")]
    [InlineData("GET", "/openai/v1/responses/%2e")]
    [InlineData("GET", "/openai/v1/responses/a;b")]
    [InlineData("GET", "/openai/v1/responses/a/b")]
    [InlineData("GET", "/openai/v1/responses/a/")]
    [InlineData("POST", "/openai/v1/responses/a")]
    [InlineData("GET", "/OPENAI/v1/responses/a")]
    [InlineData("GET", "//openai/v1/responses/a")]
    [InlineData("GET", "/openaix/v1/responses/a")]
    [InlineData("GET", "/openai")]
    [InlineData("GET", "/v1/responses/a")]
    [InlineData("POST", "/openai/../gemini/v1beta/models/a:generateContent")]
    [InlineData("POST", "/gemini/v1beta/models/:generateContent")]
    [InlineData("POST", "/gemini/v1beta/models/a:generateContent:generateContent")]
    [InlineData("POST", "/gemini/v1beta/models/a:streamGenerateContent")]
    [InlineData("POST", "/gemini/v1beta/models/a:GenerateContent")]
    public void Find_AnythingElse_GivesNothing(string method, string target) => Assert.Null(Routes.Find(method, target));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Find_NameAtItsLimit_IsTheLast(int length, bool isFound) =>
        Assert.Equal(isFound, Routes.Find("GET", $"/openai/v1/models/{new string('a', length)}") is not null);

    [Theory]
    [InlineData("stream=true", "?stream=true")]
    [InlineData("starting_after=7&stream=true", "?starting_after=7&stream=true")]
    [InlineData("stream=", "?stream=")]
    [InlineData("include[]=a.b&include%5B%5D=c&include%5b%5d=d~e:f,g-h_", "?include[]=a.b&include[]=c&include[]=d~e:f,g-h_")]
    public void Find_QueryOfTheEntry_IsRebuiltFromIt(string query, string sent)
    {
        var found = Routes.Find("GET", $"/openai/v1/responses/resp_0?{query}");

        Assert.Equal($"https://provider.example/v1/responses/resp_0{sent}", found?.AddressWithQuery.OriginalString);
        Assert.Equal("https://provider.example/v1/responses/resp_0", found?.Address.OriginalString);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("stream", "")]
    [InlineData("=true", "")]
    [InlineData("stream=true&", "")]
    [InlineData("stream=true&key=sk-1", "key")]
    [InlineData("Stream=true", "Stream")]
    [InlineData("str%65am=true", "str%65am")]
    [InlineData("stream=true&stream=true", "stream")]
    [InlineData("stream=true?x", "stream")]
    [InlineData("stream=%74rue", "stream")]
    [InlineData("stream=a;b", "stream")]
    [InlineData("stream=a b", "stream")]
    [InlineData("stream=a#b", "stream")]
    [InlineData("stream=a=b", "stream")]
    [InlineData("stream[]=1", "stream[]")]
    [InlineData("include=a", "include")]
    [InlineData("include[0]=a", "include[0]")]
    public void Find_AnyOtherQuery_NamesTheKey(string query, string key)
    {
        Assert.Null(Routes.Find("GET", $"/openai/v1/responses/resp_0?{query}", out var route, out var refused));
        Assert.NotNull(route);
        Assert.Equal(key, refused);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Find_ValueAtItsLimit_IsTheLast(int length, bool isFound) =>
        Assert.Equal(isFound, Routes.Find("GET", $"/openai/v1/responses/a?stream={new string('a', length)}") is not null);

    [Theory]
    [InlineData("a%2Bb%2Fc%3D%3D", true)]
    [InlineData("a%2bb", false)]
    [InlineData("a%00", false)]
    public void Find_PageToken_MayBeEscapedBase64(string token, bool isFound) =>
        Assert.Equal(isFound, Routes.Find("GET", $"/gemini/v1beta/models?pageToken={token}") is not null);

    [Fact]
    public void FindUpstream_PrefixOfNone_IsTheLastToTry()
    {
        var routes = Create(("", ["/openai/v1/responses"]), ("/openai", ["/v1/models"]));

        Assert.Equal("/openai", routes.FindUpstream("/openai/v1/responses")?.PathPrefix);
        Assert.Equal("", routes.FindUpstream("/v1/responses")?.PathPrefix);
        Assert.Null(routes.Find("POST", "/openai/v1/responses"));
    }

    private static RouteTable Create(params (string Prefix, string[] Entries)[] upstreams) => new(upstreams.SelectMany(one =>
    {
        var upstream = new Upstream(new UpstreamSettings { PathPrefix = one.Prefix, BaseUrl = "https://provider.example", Routes = [] });
        return one.Entries.Select(entry => new Route(upstream, Parse(entry)));
    }));

    private static RouteSettings Parse(string entry)
    {
        var words = entry.Split(' ');
        Assert.Null(EntryPattern.FindProblem(words[^1], out var path, out var keys));
        return new(words.Length == 1 ? "POST" : words[0], path, entry) { QueryKeys = keys };
    }
}
