using Broker.Service.Configuration;
using Broker.Service.Dialects;

namespace Broker.Tests.Configuration;

/// <summary>The general form: upstreams and callers.</summary>
public sealed class GeneralFormTests : IDisposable
{
    private const string Source = "\"secret_source\":{\"kind\":\"env\",\"name\":\"OPENAI_API_KEY\"}";
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Upstream_OfAPreset_HasAllThatThePresetHas()
    {
        var settings = Load("""{"upstreams":{"main":{"provider":"anthropic",SOURCE}}}""");

        var upstream = Assert.Single(settings.Upstreams);
        Assert.True(settings.IsGeneral);
        Assert.Equal(
            ("main", "/main", "https://api.anthropic.com", Dialect.Anthropic, "anthropic"),
            (upstream.Name, upstream.PathPrefix, upstream.BaseUrl, upstream.Dialect, upstream.ProviderName));
        Assert.Equal(new CredentialSettings("x-api-key", ""), upstream.Credential);
        Assert.Equal(["POST /v1/messages", "POST /v1/messages/count_tokens", "GET /v1/models", "GET /v1/models/{model}"], upstream.Routes.Select(route => $"{route.Method} {route.Path}"));
        Assert.Equal(["anthropic-*", "x-app", "x-claude-code-session-id"], upstream.RequestHeaders);
        Assert.Equal((32 * 1024 * 1024, 600, 300, 30), (upstream.MaxRequestBytes, upstream.FirstByteTimeout.TotalSeconds, upstream.IdleTimeout.TotalSeconds, upstream.PoolIdle?.TotalSeconds));
        Assert.Equal(64 * 1024 * 1024, settings.Events.MaxBytes);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Preset_OfEachProvider_IsValid(string provider)
    {
        var settings = Load("""{"upstreams":{"one":{"provider":"PROVIDER","base_url":"https://provider.example",SOURCE}}}""".Replace("PROVIDER", provider, StringComparison.Ordinal));

        Assert.NotEmpty(Assert.Single(settings.Upstreams).Routes);
    }

    public static TheoryData<string> Presets => [.. ProviderPreset.All.Select(preset => preset.Name)];

    [Fact]
    public void Upstream_WithKeysOfItsOwn_HasThoseInstead()
    {
        var settings = Load("""
            {"upstreams":{"one":{"provider":"openai","base_url":"https://other.example/api/","path_prefix":"/a/b",SOURCE,
            "credential":{"header":"x-key"},"allowed_paths":["/v1/x","GET /v1/{id}?a&b[]"],"additional_paths":[{"path":"/v1/up","body":"multipart","max_request_bytes":9}],
            "request_headers":["x-mine-*"],"extra_headers":{"x-org":"1"},"max_request_bytes":5,"first_byte_timeout_seconds":1,"idle_timeout_seconds":2,
            "pool_idle_seconds":3,"egress_proxy":"http://proxy.example:3128"}}}
            """);

        var upstream = Assert.Single(settings.Upstreams);
        Assert.Equal(("https://other.example/api", "/a/b", new CredentialSettings("x-key", "")), (upstream.BaseUrl, upstream.PathPrefix, upstream.Credential));
        Assert.Equal(["POST /v1/x", "GET /v1/{id}", "POST /v1/up"], upstream.Routes.Select(route => $"{route.Method} {route.Path}"));
        Assert.Equal(["a", "b[]"], upstream.Routes[1].QueryKeys);
        Assert.Equal((BodyRule.Multipart, 9), (upstream.Routes[2].Body, upstream.Routes[2].MaxRequestBytes));
        Assert.Equal(["x-mine-*"], upstream.RequestHeaders);
        Assert.Equal((5, 1, 2, 3), (upstream.MaxRequestBytes, upstream.FirstByteTimeout.TotalSeconds, upstream.IdleTimeout.TotalSeconds, upstream.PoolIdle?.TotalSeconds));
        Assert.Equal("proxy.example", upstream.EgressProxy?.Host);
    }

    [Fact]
    public void Environment_MergesWithTheFileByName()
    {
        var settings = ConfigurationFolder.Loaded(_folder.Load(
            Complete("""{"upstreams":{"openai":{"provider":"openai",SOURCE}}}"""),
            ("Broker__UPSTREAMS__OPENAI__BASE_URL", "https://other.example"),
            ("Broker__upstreams__claude__provider", "anthropic"),
            ("Broker__upstreams__claude__secret_source__kind", "none"),
            ("Broker__callers__me__token_env", "MY_TOKEN"),
            ("MY_TOKEN", "token"))).Settings;

        Assert.Equal([("openai", "https://other.example"), ("claude", "https://api.anthropic.com")], settings.Upstreams.Select(upstream => (upstream.Name, upstream.BaseUrl)));
        Assert.Equal(("me", "MY_TOKEN"), (Assert.Single(settings.Callers).Name, settings.Callers[0].TokenEnv));
    }

    [Theory]
    [InlineData("\"upstreams\":{}", "upstreams")]
    [InlineData("\"upstreams\":[]", "upstreams")]
    [InlineData("\"callers\":{\"a\":{\"token_env\":\"TOKEN\"}}", "upstreams")]
    [InlineData("\"upstreams\":{\"One\":{}}", "upstreams.One")]
    [InlineData("\"upstreams\":{\"one\":7}", "upstreams.one")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"opnai\",SOURCE}}", "upstreams.one.provider")]
    [InlineData("\"upstreams\":{\"one\":{SOURCE}}", "upstreams.one.provider")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\"}}", "upstreams.one.secret_source")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"azure-openai\",SOURCE}}", "upstreams.one.base_url")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"base_ulr\":\"x\"}}", "upstreams.one.base_ulr")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"path_prefix\":\"one\"}}", "upstreams.one.path_prefix")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"path_prefix\":\"/one/\"}}", "upstreams.one.path_prefix")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"path_prefix\":\"/healthz\"}}", "upstreams.one.path_prefix")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"path_prefix\":\"/Broker/x\"}}", "upstreams.one.path_prefix")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"credential\":{\"header\":\"Host\"}}}", "upstreams.one.credential.header")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"credential\":{\"prefix\":\"a\\n\"}}}", "upstreams.one.credential.prefix")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"request_headers\":[\"x-api-key\"]}}", "upstreams.one.request_headers[0]")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"request_headers\":[\"*\"]}}", "upstreams.one.request_headers[0]")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"extra_headers\":{\"authorization\":\"x\"}}}", "upstreams.one.extra_headers.authorization")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"anthropic\",SOURCE,\"extra_headers\":{\"X-Api-Key\":\"x\"}}}", "upstreams.one.extra_headers.X-Api-Key")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"allowed_paths\":[]}}", "upstreams.one.allowed_paths")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"allowed_paths\":[\"/v1/*\"]}}", "upstreams.one.allowed_paths[0]")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"allowed_paths\":[\"/v1/{}\"]}}", "upstreams.one.allowed_paths[0]")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"allowed_paths\":[\"/v1/{id\"]}}", "upstreams.one.allowed_paths[0]")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"allowed_paths\":[\"/v1/a{id}\"]}}", "upstreams.one.allowed_paths[0]")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"allowed_paths\":[\"/v1/x?a=b\"]}}", "upstreams.one.allowed_paths[0]")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"additional_paths\":[{\"body\":\"any\"}]}}", "upstreams.one.additional_paths[0].path")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"additional_paths\":[{\"path\":\"/x\",\"body\":\"xml\"}]}}", "upstreams.one.additional_paths[0].body")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"first_byte_timeout_seconds\":0}}", "upstreams.one.first_byte_timeout_seconds")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,\"egress_proxy\":\"http://u:p@proxy:1\"}}", "upstreams.one.egress_proxy")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",\"base_url\":\"http://127.0.0.1:1\",SOURCE,\"egress_proxy\":\"http://proxy:1\"}}", "upstreams.one.egress_proxy")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\",\"base_url\":\"http://127.0.0.1:8791\",SOURCE}}", "upstreams.one.base_url")]
    [InlineData("UPSTREAMS,\"callers\":{}", "callers")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{}}", "callers.a")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"UNSET\"}}", "callers.a.token_env")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_sha256\":[\"abc\"]}}", "callers.a.token_sha256[0]")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\",\"upstreams\":[\"on\"]}}", "callers.a.upstreams[0]")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\",\"upstreams\":[]}}", "callers.a.upstreams")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\",\"expires\":\"tomorrow\"}}", "callers.a.expires")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\"},\"b\":{\"token_env\":\"SAME\"}}", "callers.b")]
    [InlineData("UPSTREAMS,\"allowed_paths\":[\"/v1/x\"]", "allowed_paths")]
    [InlineData("UPSTREAMS,\"client_token_env\":\"TOKEN\"", "client_token_env")]
    public void Problem_OfAKey_IsReportedUnderIt(string keys, string key)
    {
        var json = Complete("{" + keys.Replace("UPSTREAMS", "\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE}}", StringComparison.Ordinal) + "}");

        var problem = _folder.Problem(json, ("TOKEN", "token"), ("SAME", "token"));

        Assert.Equal(key, problem.Key);
    }

    [Fact]
    public void Problems_OfSeveralUpstreams_AreAllReported()
    {
        var problems = _folder.Problems(Complete("""
            {"upstreams":{"one":{"provider":"x",SOURCE},"two":{"provider":"openai",SOURCE,"path_prefix":"/one/a"},"three":{"provider":"openai"}},"callers":{"a":{"token_env":"NO"}}}
            """));

        Assert.Equal(["callers.a.token_env", "upstreams.one.path_prefix", "upstreams.one.provider", "upstreams.three.secret_source"], problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Callers_WithDigestsExpiryAndUpstreams_AreRead()
    {
        var digest = new string('a', 64);
        var settings = Load("""{"upstreams":{"one":{"provider":"openai",SOURCE}},"callers":{"ci":{"token_sha256":["DIGEST","cDIGEST"],"upstreams":["one"],"expires":"2999-01-01T00:00:00+01:00"}}}"""
            .Replace("cDIGEST", digest[1..] + "b", StringComparison.Ordinal)
            .Replace("DIGEST", digest, StringComparison.Ordinal));

        var caller = Assert.Single(settings.Callers);
        Assert.Equal((2, "one", 2998), (caller.TokenDigests.Count, Assert.Single(caller.Upstreams ?? []), caller.Expires?.UtcDateTime.Year));
    }

    [Fact]
    public void NoCallers_WarnsAtEachStart()
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(Complete("""{"upstreams":{"one":{"provider":"openai",SOURCE}}}"""), ("OPENAI_API_KEY", "sk-1")));

        Assert.Single(loaded.Warnings);
    }

    private Settings Load(string json) => ConfigurationFolder.Loaded(_folder.Load(Complete(json), ("OPENAI_API_KEY", "sk-1"))).Settings;

    private static string Complete(string json) => json.Replace("SOURCE", Source, StringComparison.Ordinal);
}
