namespace Broker.Tests.Configuration;

/// <summary>C71: an upstream that is the broker itself is refused before anything starts.</summary>
public sealed class OwnAddressTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:8791", null)]
    [InlineData("http://localhost:8791/", null)]
    [InlineData("http://LOCALHOST:8791/v1", null)]
    [InlineData("https://127.0.0.1:8791", null)]
    [InlineData("https://0.0.0.0:8791", null)]
    [InlineData("https://[::ffff:127.0.0.1]:8791", null)]
    [InlineData("http://127.0.0.1:9000", "http://localhost:9000")]
    [InlineData("http://[::1]:9000", "http://localhost:9000")]
    [InlineData("http://127.0.0.1:9000", "http://127.0.0.1:9001;http://127.0.0.1:9000")]
    public void C71_Upstream_WhereTheBrokerListens_IsRefusedByItsKey(string url, string? urls) =>
        Assert.Equal(
            "upstream_base_url",
            ConfigurationFolder.Problem(_folder.Load(ConfigurationFolder.With("upstream_base_url", $"\"{url}\""), urls)).Key);

    [Fact]
    public void C71_Upstream_OnTheLoopbackOfABrokerOnEveryAddress_IsRefused() => Assert.Equal("upstream_base_url", _folder.Problem(
        ConfigurationFolder.With("upstream_base_url", "\"http://127.0.0.2:8791\""), [("Broker__listen_host", "0.0.0.0"), .. ConfigurationFolder.Remote]).Key);

    [Theory]
    [InlineData("http://127.0.0.1:8792")]
    [InlineData("http://127.0.0.2:8791")]
    [InlineData("http://[::1]:8791")]
    [InlineData("https://api.openai.com:8791")]
    public void Upstream_Elsewhere_IsTaken(string url) =>
        Assert.Equal(url, _folder.Options(ConfigurationFolder.With("upstream_base_url", $"\"{url}\"")).UpstreamBaseUrl);

    [Theory]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("::FFFF:127.0.0.1")]
    public void C76_ListenHost_OfIPv4InIPv6_IsRefusedByItsKey(string host) =>
        Assert.Equal("listen_host", _folder.Problem(ConfigurationFolder.With("listen_host", $"\"{host}\"")).Key);

    [Fact]
    public void C76_Urls_OfIPv4InIPv6_AreRefused() =>
        Assert.Equal("--urls", ConfigurationFolder.Problem(_folder.Load(ConfigurationFolder.Valid, "http://[::ffff:127.0.0.1]:0")).Key);
}
