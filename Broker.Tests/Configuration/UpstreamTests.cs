namespace Broker.Tests.Configuration;

public sealed class UpstreamTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> NoUpstreams =>
    [
        "", "api.openai.com", "/v1", "ftp://api.openai.com", "file:///etc/passwd", "https:api.openai.com", "https://", "https:///v1",
        "https://api.openai.com?x=1",
        "https://api.openai.com#x", "https://user@api.openai.com", "https://api.openai.com:0", "https://api.openai.com:",
        "https://api.openai.com:65536",
        "https://api.openai.com/../v1", "https://api.openai.com/%2e%2e/v1", "https://api.openai.com/%zz", "https://api.openai.com\\\\v1",
        "https://api openai.com",
        " https://api.openai.com", "https://äpi.example", "https://a%62c.example", "http://api.openai.com", "http://10.0.0.1",
        "http://127.1", "http://loopback",
        "http://localhost.evil.example", "http://127.0.0.1.evil.example", "http://mock-provider",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://api.openai.com", "https://api.openai.com")]
    [InlineData("https://api.openai.com///", "https://api.openai.com")]
    [InlineData("https://api.openai.com/base/", "https://api.openai.com/base")]
    [InlineData("https://10.0.0.1:8443", "https://10.0.0.1:8443")]
    [InlineData("https://[2001:db8::1]:8443/v1", "https://[2001:db8::1]:8443/v1")]
    [InlineData("http://127.0.0.1:18080", "http://127.0.0.1:18080")]
    [InlineData("http://localhost:18080/", "http://localhost:18080")]
    [InlineData("http://[::1]:18080", "http://[::1]:18080")]
    public void Upstream_Allowed_IsTakenWithoutTrailingSlash(string url, string expected)
    {
        var options = _folder.Options(ConfigurationFolder.With("upstream_base_url", $"\"{url}\""));
        Assert.Equal((expected, false), (options.UpstreamBaseUrl, options.UpstreamIsDiscovered));
    }

    [Theory]
    [MemberData(nameof(NoUpstreams))]
    public void Upstream_C40_AnyOther_IsRefusedByItsKey(string url) =>
        Assert.Equal("upstream_base_url", _folder.Problem(ConfigurationFolder.With("upstream_base_url", $"\"{url}\"")).Key);

    [Theory]
    [InlineData("https://user:canary@api.openai.com/v1")]
    [InlineData("https://api.openai.com/v1?api-key=canary")]
    [InlineData("https://api.openai.com/v1#canary")]
    [InlineData("user:canary@api.openai.com")]
    public void Upstream_WithACredential_IsShownWithoutIt(string url) =>
        Assert.Contains(
            "***", _folder.Problem(ConfigurationFolder.With("upstream_base_url", $"\"{url}\"")).Value, StringComparison.Ordinal);

    [Theory]
    [InlineData("services__mock-provider__http__0", true)]
    [InlineData("SERVICES__MOCK-PROVIDER__HTTP__0", true)]
    [InlineData("Services__Mock-Provider__https__0", true)]
    [InlineData("services__mock__http__0", false)]
    [InlineData("services__mock-provider", false)]
    [InlineData("services__mock-provider-2__http__0", false)]
    [InlineData("MOCK-PROVIDER_HTTP", false)]
    public void Upstream_KnownToServiceDiscovery_MayBeHttp(string variable, bool isKnown)
    {
        var json = ConfigurationFolder.With("upstream_base_url", "\"http://mock-provider/\"");
        (string, string) service = (variable, "http://localhost:18080");
        if (isKnown)
        {
            var options = _folder.Options(json, service);
            Assert.Equal(("http://mock-provider", true), (options.UpstreamBaseUrl, options.UpstreamIsDiscovered));
        }
        else
        {
            Assert.Equal("upstream_base_url", _folder.Problem(json, service).Key);
        }
    }
}
