namespace Broker.Tests.Configuration;

public sealed class ListenTests : IDisposable
{
    private static readonly string Valid = ConfigurationFolder.Valid().ToJsonString();

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "http://127.0.0.1:8791")]
    [InlineData("127.0.0.2", "127.0.0.2", "http://127.0.0.2:8791")]
    [InlineData("localhost", "localhost", "http://localhost:8791")]
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
    [InlineData("")]
    [InlineData(" 127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("[127.0.0.1]")]
    [InlineData("localhost.")]
    [InlineData("loopback")]
    [InlineData("localhost.evil.example")]
    [InlineData("example.com")]
    [InlineData("*")]
    [InlineData("+")]
    [InlineData("127.0.0.1:8791")]
    [InlineData("[::1]:8791")]
    [InlineData("::1%lo")]
    [InlineData("http://127.0.0.1")]
    public void ListenHost_NoAddress_IsAnErrorEvenWhenRemoteIsAllowed(string host)
    {
        var problem = _folder.Problem(
            ConfigurationFolder.With("listen_host", $"\"{host}\""), ("Broker__allow_remote", "true"), ("Broker__client_token_env", "TOKEN"), ("TOKEN", "t"));

        Assert.Equal("listen_host", problem.Key);
        Assert.Equal($"\"{host}\"", problem.Value);
    }

    [Theory]
    [InlineData("C10", "0.0.0.0")]
    [InlineData("C10", "::")]
    [InlineData("C10", "192.168.1.2")]
    [InlineData("C10", "fe80::1")]
    public void ListenHost_C10_OfOtherMachines_NeedsPermissionAndToken(string threat, string host)
    {
        Assert.Equal("C10", threat);
        var json = ConfigurationFolder.With("listen_host", $"\"{host}\"");

        Assert.Contains("set allow_remote to true and configure a caller token", _folder.Problem(json).Remedy, StringComparison.Ordinal);
        Assert.Contains("configure a caller token", _folder.Problem(json, ("Broker__allow_remote", "true")).Remedy, StringComparison.Ordinal);
        Assert.Contains("set allow_remote to true", _folder.Problem(json, ("Broker__client_token_env", "TOKEN"), ("TOKEN", "t")).Remedy, StringComparison.Ordinal);
        Assert.Equal(host, _folder.Options(json, ("Broker__allow_remote", "true"), ("Broker__client_token_env", "TOKEN"), ("TOKEN", "t")).ListenHost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65535)]
    public void ListenPort_InRange_IsTaken(int port) =>
        Assert.Equal(port, _folder.Options(ConfigurationFolder.With("listen_port", $"{port}")).ListenPort);

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("99999999999999999999999")]
    [InlineData("1e400")]
    public void ListenPort_OutOfRange_IsAnError(string port)
    {
        var problem = _folder.Problem(ConfigurationFolder.With("mode", "\"dry_run\"").Replace("{", $"{{\"listen_port\":{port},", StringComparison.Ordinal));

        Assert.Equal(("listen_port", port), (problem.Key, problem.Value));
        Assert.Contains("0 to 65535", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void ListenUrls_FreePortOfLocalhost_IsTakenOnOneAddress() =>
        Assert.Equal(
            ["http://127.0.0.1:0"],
            _folder.Options(ConfigurationFolder.With("listen_host", "\"localhost\""), ("Broker__listen_port", "0")).ListenUrls);
}
