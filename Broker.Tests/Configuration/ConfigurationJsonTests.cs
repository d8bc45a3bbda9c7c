namespace Broker.Tests.Configuration;

public sealed class ConfigurationJsonTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("allowed_path", "allowed_paths")]
    [InlineData("Listen_Port", "listen_port")]
    [InlineData("listenPort", "listen_port")]
    [InlineData("secret-source", "secret_source")]
    [InlineData("token_env", "client_token_env")]
    public void Json_UnknownKey_NamesTheNearest(string key, string nearest)
    {
        var problem = _folder.Problem(ConfigurationFolder.With(key, "\"sk-canary\""));

        Assert.Equal(key, problem.Key);
        Assert.Contains($"nearest known one is {nearest}.", problem.Remedy, StringComparison.Ordinal);
        Assert.Null(problem.Value);
    }

    [Fact]
    public void Json_UnknownKeyOfManyCharacters_IsAnsweredAtOnce()
    {
        var problem = _folder.Problem(ConfigurationFolder.With(new string('k', 500_000), "1"));

        Assert.True(problem.Key.Length < 200);
    }

    [Theory]
    [InlineData("listen_host", "8791", "8791")]
    [InlineData("listen_port", "\"8791\"", "\"8791\"")]
    [InlineData("listen_port", "87.5", "87.5")]
    [InlineData("listen_port", "null", "null")]
    [InlineData("allow_remote", "\"true\"", "\"true\"")]
    [InlineData("allow_remote", "1", "1")]
    [InlineData("mode", "true", "true")]
    [InlineData("mode", "[]", "an empty list")]
    [InlineData("upstream_base_url", "1", "a number")]
    [InlineData("allowed_paths", "\"/v1/responses\"", "\"/v1/responses\"")]
    [InlineData("allowed_paths", "{}", "an object")]
    [InlineData("client_token_env", "null", "null")]
    [InlineData("secret_source", "\"sk-canary\"", "a string")]
    [InlineData("secret_source", "[1]", "a list")]
    [InlineData("max_request_bytes", "\"1\"", "\"1\"")]
    [InlineData("max_request_bytes", "1e3", "1e3")]
    [InlineData("upstream_timeout_seconds", "\"30\"", "\"30\"")]
    [InlineData("extra_headers", "[]", "an empty list")]
    [InlineData("extra_headers", "\"X-Key: sk-canary\"", "a string")]
    [InlineData("events_path", "{}", "an object")]
    public void Json_ValueOfTheWrongType_IsAnError(string key, string json, string shown)
    {
        var problem = _folder.Problem(ConfigurationFolder.With(key, json));

        Assert.Equal(key, problem.Key);
        Assert.Equal(shown, problem.Value);
        Assert.Contains("Give ", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal("file", problem.Origin.Text);
    }

    [Theory]
    [InlineData("""{"mode":"dry_run","mode":"proxy","upstream_base_url":"https://a.example","allowed_paths":["/v1"]}""", "mode")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"secret_source":{"kind":"none","kind":"none"}}""", "secret_source.kind")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"extra_headers":{"X-A":"1","X-A":"2"}}""", "extra_headers.X-A")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"m\u006fde":"proxy","mode":"dry_run"}""", "mode")]
    public void Json_DuplicateKey_IsAnError(string json, string key)
    {
        var problem = _folder.Problem(json);

        Assert.Equal(key, problem.Key);
        Assert.Contains("twice", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"mode\": \"dry_run\"\n  \"listen_port\": 1\n}", "line 3, column 3")]
    [InlineData("{\"ä\": tru }", "line 1, column 10")]
    [InlineData("{\r\n\"mode\": 'x'}", "line 2, column 9")]
    [InlineData("{} {}", "line 1, column 4")]
    public void Json_InvalidJson_NamesLineAndColumn(string json, string place)
    {
        var problem = _folder.Problem(json);

        Assert.Contains("Not valid JSON", problem.Remedy, StringComparison.Ordinal);
        Assert.Contains(place, problem.Remedy, StringComparison.Ordinal);
        Assert.Equal(_folder.File, problem.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"mode\":")]
    [InlineData("// nothing else")]
    public void Json_EndsTooEarly_SaysSo(string json) =>
        Assert.Contains("ends too early", _folder.Problem(json).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "an empty list")]
    [InlineData("\"sk-canary\"", "a string")]
    [InlineData("null", "null")]
    public void Json_NotAnObject_SaysWhatItHolds(string json, string found)
    {
        var remedy = _folder.Problem(json).Remedy;

        Assert.Contains($"holds {found};", remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_NestedDeeply_IsAnError()
    {
        var json = $"{{\"extra_headers\":{new string('[', 100_000)}";

        Assert.Contains("nested deeper than 64", _folder.Problem(json).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1\ud800"]}""")]
    [InlineData("""{"upstream_base_url":"https://a.example","allowed_paths":["/v1"],"x\udc00":1}""")]
    public void Json_HalfASurrogatePair_IsAnError(string json) =>
        Assert.Contains(_folder.Problems(json), problem => problem.Remedy.Contains("surrogate", StringComparison.Ordinal));
}
