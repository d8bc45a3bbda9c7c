using Aspire.Hosting;
using Broker.AppHost.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Broker.Tests.AppHost;

public sealed class EngineSettingsTests
{
    [Fact]
    public void Dashboard_FromALaunchProfile_ListensWhereItSays()
    {
        var dashboard = Read(
            ("ASPNETCORE_URLS", "http://localhost:18888;http://localhost:1"),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:18889"),
            ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://localhost:18890"),
            ("AppHost:BrowserToken", "token-for-scripts")).Dashboard;

        Assert.Equal(
            [new Uri("http://localhost:18888"), new Uri("http://localhost:18889"), new Uri("http://localhost:18890")],
            [dashboard.Url, dashboard.OtlpGrpcUrl, dashboard.OtlpHttpUrl]);
        Assert.Equal("token-for-scripts", dashboard.BrowserToken);
    }

    [Fact]
    public void Tokens_NotSet_AreRandom()
    {
        var (one, other) = (Read().Dashboard, Read().Dashboard);

        Assert.Equal(4, new[] { one.BrowserToken, one.OtlpApiKey, other.BrowserToken, other.OtlpApiKey }.Distinct().Count());
        Assert.Equal(32, one.BrowserToken.Length);
    }

    [Theory]
    [InlineData("http://0.0.0.0:18888")]
    [InlineData("http://example.com")]
    [InlineData("https://localhost:18888")]
    [InlineData("18888")]
    public void Address_ThatIsNotHttpOnLoopback_IsRefused(string url)
    {
        var refusal = Assert.Throws<DistributedApplicationException>(() => Read(("ASPNETCORE_URLS", url)));

        Assert.Contains(url, refusal.Message, StringComparison.Ordinal);
    }

    private static EngineSettings Read(params (string Key, string Value)[] settings) => EngineSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
        new AppHostFacts(AppContext.BaseDirectory, "for tests", IsDevelopment: true));
}
