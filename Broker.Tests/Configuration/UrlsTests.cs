using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

public sealed class UrlsTests : IDisposable
{
    private static readonly string Valid = ConfigurationFolder.Valid().ToJsonString();

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://localhost:5000/", "http://localhost:5000")]
    [InlineData("HTTP://LOCALHOST:5000", "http://localhost:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1:80")]
    [InlineData(" http://127.0.0.1:1 ; http://[::1]:2;", "http://127.0.0.1:1", "http://[::1]:2")]
    public void Urls_OfThisMachine_WinOverHostAndPort(string urls, params string[] expected)
    {
        var byOption = LabSettings.From(ConfigurationFolder.Loaded(_folder.Load(Valid, urls)).Settings);
        var byVariable = _folder.Options(Valid, ("ASPNETCORE_URLS", urls));

        Assert.Equal(expected, byOption.Urls);
        Assert.Equal(expected, byOption.ListenUrls);
        Assert.Equal(expected, byVariable.ListenUrls);
    }

    [Fact]
    public void Urls_OfTheCommandLine_WinOverTheVariable()
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(Valid, "http://127.0.0.1:1", ("ASPNETCORE_URLS", "http://0.0.0.0:2")));

        Assert.Equal(["http://127.0.0.1:1"], LabSettings.From(loaded.Settings).Urls);
        Assert.Equal("command line", loaded.Effective.Single(setting => setting.Key == "urls").Origin.Text);
    }

    [Theory]
    [InlineData("https://127.0.0.1:5000", "no certificate")]
    [InlineData("127.0.0.1:5000", "begin with http://")]
    [InlineData("http://*:5000", "every address")]
    [InlineData("http://+:5000", "every address")]
    [InlineData("http://unix:/tmp/broker.sock", "not on sockets")]
    [InlineData("http://127.0.0.1:5000/base", "Only a host and a port")]
    [InlineData("http://127.0.0.1:5000?x", "Only a host and a port")]
    [InlineData("http://user@127.0.0.1:5000", "Only a host and a port")]
    [InlineData("http://example.com:5000", "IP address or localhost")]
    [InlineData("http://::1:5000", "IP address or localhost")]
    [InlineData("http://[127.0.0.1]:5000", "IP address or localhost")]
    [InlineData("http://:5000", "IP address or localhost")]
    [InlineData("http://127.0.0.1:65536", "port")]
    [InlineData("http://127.0.0.1:", "port")]
    [InlineData("http://127.0.0.1:-1", "port")]
    [InlineData("http://0.0.0.0:5000", "Other machines")]
    [InlineData("http://[::]:5000", "Other machines")]
    public void Urls_Refused_SayWhy(string url, string reason)
    {
        var byOption = Assert.Single(Assert.IsType<ConfigurationResult.Failed>(_folder.Load(Valid, url)).Problems);
        var byVariable = _folder.Problem(Valid, ("ASPNETCORE_URLS", $"http://127.0.0.1:1;{url}"));

        Assert.Equal(("--urls", "ASPNETCORE_URLS"), (byOption.Key, byVariable.Key));
        Assert.Contains(reason, byOption.Remedy, StringComparison.Ordinal);
        Assert.Equal(byOption.Remedy, byVariable.Remedy);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://[::]:5000")]
    public void Urls_OfOtherMachines_AreTakenWithPermissionAndToken(string url) =>
        Assert.Equal(
            [url],
            _folder.Options(Valid, ("ASPNETCORE_URLS", url), ("Broker__allow_remote", "true"), ("Broker__client_token_env", "TOKEN"), ("TOKEN", "t")).ListenUrls);

    [Fact]
    public void Urls_WithoutAnAddress_AreAnErrorAsAnOptionOnly()
    {
        Assert.IsType<ConfigurationResult.Failed>(_folder.Load(Valid, ";"));
        Assert.IsType<ConfigurationResult.Failed>(_folder.Load(Valid, ("ASPNETCORE_URLS", ";")));
        Assert.Empty(_folder.Options(Valid, ("ASPNETCORE_URLS", "")).Urls);
    }

    [Fact]
    public void Urls_OtherSettingsOfTheServer_AreIgnored() =>
        Assert.Equal(
            ["http://127.0.0.1:8791"],
            _folder.Options(
                Valid,
                ("ASPNETCORE_HTTP_PORTS", "8080"),
                ("DOTNET_HTTP_PORTS", "8080"),
                ("HTTP_PORTS", "8080"),
                ("URLS", "http://0.0.0.0:1"),
                ("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:2")).ListenUrls);
}
