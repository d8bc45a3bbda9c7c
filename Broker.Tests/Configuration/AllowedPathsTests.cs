using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

public sealed class AllowedPathsTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Malformed =>
    [
        "", " ", "v1/responses", "*", "https://api.openai.com/v1", "GET", "GET ", "GET  /v1", " /v1", "/v1 ", "get /v1", "OPTIONS /v1",
        "CONNECT /v1", "TRACE /v1",
        "/v1?x=1", "/v1#x", "/v1\\\\x", "/v1/ä", "/v1\\u0000", "/v1\\t", "/v1/%", "/v1/%2", "/v1/%zz", "/v1/..", "/v1/../x", "/./v1",
        "/v1/%2e%2e/x", "/v1/%2E./x",
        "/v1/%2e", "/v1/..%2fx", "/v1/..%5cx", "/v1/..;x/y", "GET /healthz", "GET /health", "GET /alive", "GET /Health/",
    ];

    /// <summary>An entry, its method and its path.</summary>
    public static TheoryData<string, string, string> WellFormed =>
    [
        ("/v1/responses", "POST", "/v1/responses"), ("POST /v1/responses", "POST", "/v1/responses"),
        ("GET /v1/models", "GET", "/v1/models"), ("PUT /a", "PUT", "/a"), ("PATCH /a", "PATCH", "/a"), ("DELETE /a", "DELETE", "/a"),
        ("HEAD /a", "HEAD", "/a"), ("/", "POST", "/"), ("/v1/a%20b/.../gpt-4:x;y=1", "POST", "/v1/a%20b/.../gpt-4:x;y=1"),
        ("/healthz", "POST", "/healthz"), ("GET /healthz/x", "GET", "/healthz/x"),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void AllowedPath_WellFormed_IsTaken(string entry, string method, string path) =>
        Assert.Equal(
            [new RouteSettings(method, path, entry)],
            _folder.Options(ConfigurationFolder.With("allowed_paths", $"[\"{entry}\"]")).AllowedPaths);

    [Theory]
    [MemberData(nameof(Malformed))]
    public void AllowedPath_Malformed_IsAnErrorNamingTheEntry(string entry)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("allowed_paths", $"[\"/v1/ok\",\"{entry}\"]"));
        Assert.Equal("allowed_paths[1]", problem.Key);
        Assert.NotNull(problem.Value);
    }

    [Theory]
    [InlineData("/v1/{id}")]
    [InlineData("GET /v1/models/*")]
    [InlineData("/v1/responses}")]
    [InlineData("/*")]
    public void AllowedPath_WithAPattern_IsAnErrorThatNamesTheGeneralForm(string entry)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("allowed_paths", $"[\"{entry}\"]"));
        Assert.StartsWith("allowed_paths", problem.Key, StringComparison.Ordinal);
        Assert.Contains("upstreams", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void AllowedPath_MalformedInAVariable_NamesTheVariable() => Assert.Equal(
        "environment variable Broker__allowed_paths__0", _folder.Problem(ConfigurationFolder.Valid, ("Broker__allowed_paths__0", "v1")).Origin.Text);

    [Theory]
    [InlineData("[1]", "allowed_paths[0]")]
    [InlineData("[null]", "allowed_paths[0]")]
    [InlineData("[[\"/v1\"]]", "allowed_paths[0]")]
    [InlineData("[]", "allowed_paths")]
    [InlineData("null", "allowed_paths")]
    public void AllowedPaths_NotAListOfStrings_IsAnError(string json, string key) =>
        Assert.Equal(key, _folder.Problem(ConfigurationFolder.With("allowed_paths", json)).Key);

    [Fact]
    public void AllowedPath_ListedTwice_IsWarnedOfAndKeptOnce()
    {
        var loaded = _folder.Loaded(ConfigurationFolder.With("allowed_paths", """["/v1","POST /v1"]"""));
        Assert.Single(loaded.Settings.Upstreams[0].Routes);
        Assert.Single(loaded.Warnings);
    }
}
