using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

public sealed class AllowedPathsTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/v1/responses", "POST", "/v1/responses")]
    [InlineData("POST /v1/responses", "POST", "/v1/responses")]
    [InlineData("GET /v1/models", "GET", "/v1/models")]
    [InlineData("PUT /a", "PUT", "/a")]
    [InlineData("PATCH /a", "PATCH", "/a")]
    [InlineData("DELETE /a", "DELETE", "/a")]
    [InlineData("HEAD /a", "HEAD", "/a")]
    [InlineData("/", "POST", "/")]
    [InlineData("/v1/a%20b", "POST", "/v1/a%20b")]
    [InlineData("/v1/...", "POST", "/v1/...")]
    [InlineData("/v1/models/gpt-4:x;y=1", "POST", "/v1/models/gpt-4:x;y=1")]
    [InlineData("/healthz", "POST", "/healthz")]
    [InlineData("GET /healthz/x", "GET", "/healthz/x")]
    public void AllowedPath_WellFormed_IsTaken(string entry, string method, string path) =>
        Assert.Equal([new RouteSettings(method, path, entry)], _folder.Options(ConfigurationFolder.With("allowed_paths", $"[\"{entry}\"]")).AllowedPaths);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("v1/responses")]
    [InlineData("*")]
    [InlineData("https://api.openai.com/v1")]
    [InlineData("GET")]
    [InlineData("GET ")]
    [InlineData("GET  /v1")]
    [InlineData(" /v1")]
    [InlineData("/v1 ")]
    [InlineData("get /v1")]
    [InlineData("OPTIONS /v1")]
    [InlineData("CONNECT /v1")]
    [InlineData("TRACE /v1")]
    [InlineData("/v1?x=1")]
    [InlineData("/v1#x")]
    [InlineData("/v1\\\\x")]
    [InlineData("/v1/ä")]
    [InlineData("/v1\\u0000")]
    [InlineData("/v1\\t")]
    [InlineData("/v1/%")]
    [InlineData("/v1/%2")]
    [InlineData("/v1/%zz")]
    [InlineData("/v1/..")]
    [InlineData("/v1/../x")]
    [InlineData("/./v1")]
    [InlineData("/v1/%2e%2e/x")]
    [InlineData("/v1/%2E./x")]
    [InlineData("/v1/%2e")]
    [InlineData("/v1/..%2fx")]
    [InlineData("/v1/..%5cx")]
    [InlineData("/v1/..;x/y")]
    [InlineData("GET /healthz")]
    [InlineData("GET /health")]
    [InlineData("GET /alive")]
    [InlineData("GET /Health/")]
    public void AllowedPath_Malformed_IsAnErrorNamingTheEntry(string entry)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("allowed_paths", $"[\"/v1/ok\",\"{entry}\"]"));

        Assert.Equal("allowed_paths[1]", problem.Key);
        Assert.NotNull(problem.Value);
        Assert.Contains("METHOD /path", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void AllowedPath_MalformedInAVariable_NamesTheVariable()
    {
        var problem = _folder.Problem(ConfigurationFolder.Valid().ToJsonString(), ("Broker__allowed_paths__0", "v1"));

        Assert.Equal("environment variable Broker__allowed_paths__0", problem.Origin.Text);
    }

    [Theory]
    [InlineData("[1]", "allowed_paths[0]")]
    [InlineData("[null]", "allowed_paths[0]")]
    [InlineData("[[\"/v1\"]]", "allowed_paths[0]")]
    [InlineData("[]", "allowed_paths")]
    [InlineData("null", "allowed_paths")]
    public void AllowedPaths_NotAListOfStrings_IsAnError(string json, string key) =>
        Assert.Equal(key, _folder.Problem(ConfigurationFolder.With("allowed_paths", json)).Key);

    [Fact]
    public void AllowedPaths_Missing_IsAnError() =>
        Assert.Contains("missing", _folder.Problem("""{"upstream_base_url":"https://a.example"}""").Remedy, StringComparison.Ordinal);

    [Fact]
    public void AllowedPath_ListedTwice_IsWarnedOfAndKeptOnce()
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(ConfigurationFolder.With("allowed_paths", """["/v1","POST /v1"]""")));

        Assert.Single(LabSettings.From(loaded.Settings).AllowedPaths);
        Assert.Contains("twice", Assert.Single(loaded.Warnings), StringComparison.Ordinal);
    }
}
