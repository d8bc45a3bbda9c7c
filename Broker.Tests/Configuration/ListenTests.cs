using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

/// <summary>Where the broker listens: on this machine alone, unless both the permission and a caller token are there.</summary>
public sealed class ListenTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> NoHosts =>
    [
        "", " 127.0.0.1", "127.1", "0x7f.0.0.1", "0127.0.0.1", "2130706433", "[127.0.0.1]", "localhost.", "loopback",
        "localhost.evil.example", "example.com", "*", "+",
        "127.0.0.1:8791", "[::1]:8791", "::1%lo", "http://127.0.0.1",
    ];

    public static TheoryData<string> NoUrls =>
    [
        "https://127.0.0.1:5000", "127.0.0.1:5000", "http://*:5000", "http://+:5000", "http://unix:/tmp/broker.sock",
        "http://127.0.0.1:5000/base",
        "http://127.0.0.1:5000?x", "http://user@127.0.0.1:5000", "http://example.com:5000", "http://::1:5000", "http://[127.0.0.1]:5000",
        "http://:5000",
        "http://127.0.0.1:65536", "http://127.0.0.1:", "http://127.0.0.1:-1", "http://0.0.0.0:5000", "http://[::]:5000",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "http://127.0.0.1:8791")]
    [InlineData("127.0.0.2", "127.0.0.2", "http://127.0.0.2:8791")]
    [InlineData("LocalHost", "localhost", "http://localhost:8791")]
    [InlineData("::1", "::1", "http://[::1]:8791")]
    [InlineData("[::1]", "::1", "http://[::1]:8791")]
    [InlineData("0:0:0:0:0:0:0:1", "::1", "http://[::1]:8791")]
    public void ListenHost_OfThisMachine_IsTaken(string host, string normalised, string url)
    {
        var options = _folder.Options(ConfigurationFolder.With("listen_host", $"\"{host}\""));
        Assert.Equal(normalised, options.ListenHost);
        Assert.Equal([url], options.ListenUrls);
    }

    [Theory]
    [MemberData(nameof(NoHosts))]
    public void ListenHost_NoAddress_IsAnErrorEvenWhenRemoteIsAllowed(string host)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("listen_host", $"\"{host}\""), ConfigurationFolder.Remote);
        Assert.Equal(("listen_host", $"\"{host}\""), (problem.Key, problem.Value));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.168.1.2")]
    [InlineData("fe80::1")]
    public void ListenHost_C10_OfOtherMachines_NeedsPermissionAndToken(string host)
    {
        var json = ConfigurationFolder.With("listen_host", $"\"{host}\"");
        string Remedy(params (string, string)[] variables) => _folder.Problem(json, variables).Remedy;
        var (both, token, permission) = (Remedy(), Remedy(("Broker__allow_remote", "true")), Remedy(("Broker__client_token_env", "TOKEN"), ("TOKEN", "t")));
        Assert.Equal(
            [true, false, true],
            new[] { both, token, permission }.Select(remedy => remedy.Contains("allow_remote", StringComparison.Ordinal)));
        Assert.Equal(
            [true, true, false],
            new[] { both, token, permission }.Select(remedy => remedy.Contains("caller token", StringComparison.Ordinal)));
        Assert.Equal(host, _folder.Options(json, ConfigurationFolder.Remote).ListenHost);
    }

    [Fact]
    public void ListenUrls_FreePortOfLocalhost_IsTakenOnOneAddress() => Assert.Equal(
        ["http://127.0.0.1:0"], _folder.Options(ConfigurationFolder.With("listen_host", "\"localhost\""), ("Broker__listen_port", "0")).ListenUrls);

    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("HTTP://LOCALHOST:5000/", "http://localhost:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1:80")]
    [InlineData(" http://127.0.0.1:1 ; http://[::1]:2;", "http://127.0.0.1:1", "http://[::1]:2")]
    public void Urls_OfThisMachine_WinOverHostAndPort(string urls, params string[] expected)
    {
        Assert.Equal(
            expected, LabSettings.From(ConfigurationFolder.Loaded(_folder.Load(ConfigurationFolder.Valid, urls)).Settings).ListenUrls);
        Assert.Equal(expected, _folder.Options(ConfigurationFolder.Valid, ("ASPNETCORE_URLS", urls)).ListenUrls);
    }

    [Fact]
    public void Urls_OfTheCommandLine_WinOverTheVariable()
    {
        var loaded = ConfigurationFolder.Loaded(_folder.Load(ConfigurationFolder.Valid, "http://127.0.0.1:1", ("ASPNETCORE_URLS", "http://0.0.0.0:2")));
        Assert.Equal(["http://127.0.0.1:1"], loaded.Settings.Listen.Urls);
    }

    [Theory]
    [MemberData(nameof(NoUrls))]
    public void Urls_ThatAreNotOfThisMachine_AreRefusedByOptionAndVariable(string url)
    {
        var byOption = ConfigurationFolder.Problem(_folder.Load(ConfigurationFolder.Valid, url));
        var byVariable = _folder.Problem(ConfigurationFolder.Valid, ("ASPNETCORE_URLS", $"http://127.0.0.1:1;{url}"));
        Assert.Equal(("--urls", "ASPNETCORE_URLS"), (byOption.Key, byVariable.Key));
        Assert.Equal(byOption.Remedy, byVariable.Remedy);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://[::]:5000")]
    public void Urls_OfOtherMachines_AreTakenWithPermissionAndToken(string url) =>
        Assert.Equal(
            [url], _folder.Options(ConfigurationFolder.Valid, [("ASPNETCORE_URLS", url), .. ConfigurationFolder.Remote]).ListenUrls);

    [Fact]
    public void Urls_WithoutAnAddress_AreAnErrorUnlessTheVariableIsEmpty()
    {
        Assert.IsType<ConfigurationResult.Failed>(_folder.Load(ConfigurationFolder.Valid, ";"));
        Assert.IsType<ConfigurationResult.Failed>(_folder.Load(ConfigurationFolder.Valid, ("ASPNETCORE_URLS", ";")));
        Assert.Empty(_folder.Options(ConfigurationFolder.Valid, ("ASPNETCORE_URLS", "")).Urls);
    }

    [Fact]
    public void Urls_OtherSettingsOfTheServer_AreIgnored() => Assert.Equal(
        ["http://127.0.0.1:8791"],
        _folder.Options(
            ConfigurationFolder.Valid,
            ("ASPNETCORE_HTTP_PORTS", "8080"), ("DOTNET_HTTP_PORTS", "8080"), ("HTTP_PORTS", "8080"), ("URLS", "http://0.0.0.0:1"),
            ("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:2")).ListenUrls);
}
