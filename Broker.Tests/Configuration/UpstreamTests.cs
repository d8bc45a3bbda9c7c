namespace Broker.Tests.Configuration;

public sealed class UpstreamTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://api.openai.com", "https://api.openai.com")]
    [InlineData("https://api.openai.com/", "https://api.openai.com")]
    [InlineData("https://api.openai.com///", "https://api.openai.com")]
    [InlineData("https://api.openai.com/base/", "https://api.openai.com/base")]
    [InlineData("https://api.openai.com:8443", "https://api.openai.com:8443")]
    [InlineData("https://10.0.0.1", "https://10.0.0.1")]
    [InlineData("https://[2001:db8::1]:8443/v1", "https://[2001:db8::1]:8443/v1")]
    [InlineData("http://127.0.0.1:18080", "http://127.0.0.1:18080")]
    [InlineData("http://localhost:18080/", "http://localhost:18080")]
    [InlineData("http://[::1]:18080", "http://[::1]:18080")]
    public void Upstream_Allowed_IsTakenWithoutTrailingSlash(string url, string expected)
    {
        var options = _folder.Options(ConfigurationFolder.With("upstream_base_url", $"\"{url}\""));

        Assert.Equal(expected, options.UpstreamBaseUrl);
        Assert.False(options.UpstreamIsDiscovered);
    }

    [Theory]
    [InlineData("")]
    [InlineData("api.openai.com")]
    [InlineData("/v1")]
    [InlineData("ftp://api.openai.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https:api.openai.com")]
    [InlineData("https://")]
    [InlineData("https:///v1")]
    [InlineData("https://api.openai.com?x=1")]
    [InlineData("https://api.openai.com#x")]
    [InlineData("https://user@api.openai.com")]
    [InlineData("https://api.openai.com:0")]
    [InlineData("https://api.openai.com:")]
    [InlineData("https://api.openai.com:65536")]
    [InlineData("https://api.openai.com/../v1")]
    [InlineData("https://api.openai.com/%2e%2e/v1")]
    [InlineData("https://api.openai.com/%zz")]
    [InlineData("https://api.openai.com\\\\v1")]
    [InlineData("https://api openai.com")]
    [InlineData(" https://api.openai.com")]
    [InlineData("https://äpi.example")]
    [InlineData("https://a%62c.example")]
    [InlineData("http://api.openai.com")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://127.1")]
    [InlineData("http://loopback")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("http://mock-provider")]
    public void Upstream_C40_Refused_NamesTheKey(string url)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("upstream_base_url", $"\"{url}\""));

        Assert.Equal("upstream_base_url", problem.Key);
        Assert.Contains("Give an absolute URL", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:canary@api.openai.com/v1")]
    [InlineData("https://api.openai.com/v1?api-key=canary")]
    [InlineData("https://api.openai.com/v1#canary")]
    [InlineData("user:canary@api.openai.com")]
    public void Upstream_WithACredential_IsShownWithoutIt(string url)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("upstream_base_url", $"\"{url}\""));

        Assert.Contains("***", problem.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services__mock-provider__http__0")]
    [InlineData("SERVICES__MOCK-PROVIDER__HTTP__0")]
    [InlineData("Services__Mock-Provider__https__0")]
    public void Upstream_KnownToServiceDiscovery_MayBeHttp(string variable)
    {
        var options = _folder.Options(ConfigurationFolder.With("upstream_base_url", "\"http://mock-provider/\""), (variable, "http://localhost:18080"));

        Assert.Equal("http://mock-provider", options.UpstreamBaseUrl);
        Assert.True(options.UpstreamIsDiscovered);
    }

    [Theory]
    [InlineData("services__mock__http__0")]
    [InlineData("services__mock-provider")]
    [InlineData("services__mock-provider-2__http__0")]
    [InlineData("MOCK-PROVIDER_HTTP")]
    public void Upstream_KnownUnderAnotherName_IsRefused(string variable) =>
        Assert.Equal(
            "upstream_base_url",
            _folder.Problem(ConfigurationFolder.With("upstream_base_url", "\"http://mock-provider\""), (variable, "http://localhost:18080")).Key);

    [Fact]
    public void Upstream_Missing_IsAnError()
    {
        var problem = _folder.Problem("""{"allowed_paths":["/v1"]}""");

        Assert.Equal(("upstream_base_url", null), (problem.Key, problem.Value));
        Assert.Contains("missing", problem.Remedy, StringComparison.Ordinal);
    }
}
