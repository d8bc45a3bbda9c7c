using System.Net.NetworkInformation;
using System.Net.Sockets;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C10, C18, C40, C45 and C57: settings that would open the broker up are refused, or at least named, before it listens.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.0.0.0", "")]
    [InlineData("0.0.0.0", ",\"allow_remote\":true")]
    [InlineData("0.0.0.0", ",\"client_token_env\":\"TOKEN\"")]
    [InlineData("::", "")]
    [InlineData("192.168.1.10", "")]
    public void C10_Listen_OnAnAddressOfOthers_IsRefused(string host, string more)
    {
        var problem = _folder.Load($"\"listen_host\":\"{host}\"{more}", new TestEnvironment { ["TOKEN"] = "x" }).AssertRefused();

        Assert.Equal("listen_host", problem.Key);
    }

    [Fact]
    public void C10_Listen_OnAllAddressesAskedForTwice_IsAllowed()
    {
        var result = _folder.Load(
            "\"listen_host\":\"0.0.0.0\",\"allow_remote\":true,\"client_token_env\":\"TOKEN\"", new TestEnvironment { ["TOKEN"] = "x" });

        Assert.IsType<Service.Configuration.ConfigurationResult.Loaded>(result);
    }

    [Fact]
    public async Task C10_Connection_ToAnotherAddressOfThisMachine_IsRefused()
    {
        await using var broker = await RunningBroker.StartAsync();
        var others = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork);

        Assert.Equal("127.0.0.1", broker.Url.Host);
        foreach (var address in others)
        {
            await Assert.ThrowsAnyAsync<SocketException>(() => HostSocket.ConnectAsync(new UriBuilder("http", address.ToString(), broker.Url.Port).Uri, Patience.Token));
        }
    }

    [Fact]
    public async Task C10_Server_ToldOtherwiseByItsOwnSettings_ListensWhereTheBrokerSays()
    {
        var port = FreePort.Next();
        await using var broker = await BrokerChild.StartAsync(
            _folder.Write(""),
            new Dictionary<string, string>
            {
                ["ASPNETCORE_HTTP_PORTS"] = $"{port}",
                ["DOTNET_HTTP_PORTS"] = $"{port}",
                ["Kestrel__Endpoints__Any__Url"] = $"http://0.0.0.0:{port}",
                ["ASPNETCORE_Kestrel__Endpoints__Any__Url"] = $"http://0.0.0.0:{port}",
            },
            Patience.Token);

        Assert.Equal("127.0.0.1", broker.Url?.Host);
        Assert.NotEqual(port, broker.Url?.Port);
        await Assert.ThrowsAnyAsync<SocketException>(() => HostSocket.ConnectAsync(new Uri($"http://127.0.0.1:{port}"), Patience.Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void C18_Token_ConfiguredButNotSet_IsRefused(string? value)
    {
        var environment = new TestEnvironment();
        if (value is not null)
        {
            environment["TOKEN"] = value;
        }

        Assert.Equal("client_token_env", _folder.Load("\"client_token_env\":\"TOKEN\"", environment).AssertRefused().Key);
    }

    [Fact]
    public async Task C18_Broker_ToldToAskForATokenItDoesNotHave_NeverListens()
    {
        await using var broker = await BrokerChild.StartAsync(
            _folder.Write("\"client_token_env\":\"TOKEN\""), new Dictionary<string, string>(), Patience.Token);

        Assert.Null(broker.Url);
        Assert.Equal(2, await broker.WaitForExitAsync(Patience.Token));
        Assert.Contains("client_token_env", broker.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api.openai.com")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("http://10.0.0.1:8080")]
    [InlineData("https://user:pass@api.openai.com")]
    [InlineData("file:///etc/passwd")]
    public void C40_Upstream_ThatOthersCouldListenTo_IsRefused(string url) =>
        Assert.Equal("upstream_base_url", _folder.Load($"\"upstream_base_url\":\"{url}\"").AssertRefused().Key);

    [Fact]
    public void C45_Proxy_WithoutASecret_IsWarnedOf() =>
        Assert.Contains(_folder.Load("\"mode\":\"proxy\"").Warnings(), warning => warning.Contains("without a key", StringComparison.Ordinal));

    [Fact]
    public void C57_File_ThatOthersMayChange_IsWarnedOf()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, which the folder decides; nothing is said there.");
        var path = _folder.Write("");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        }

        var result = Service.Configuration.ConfigurationLoader.Load(path, null, new TestEnvironment(), _folder.Path);

        Assert.Contains(result.Warnings(), warning => warning.Contains("chmod", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"allowed_path\":[\"/v1/files\"]", "allowed_path", "allowed_paths")]
    [InlineData("\"Mode\":\"proxy\"", "Mode", "mode")]
    [InlineData("\"client_token\":\"x\"", "client_token", "client_token_env")]
    [InlineData("\"secret_source\":{\"kind\":\"env\",\"name\":\"X\",\"value\":\"sk\"}", "secret_source.value", "secret_source.name")]
    public void C57_Key_ThatIsUnknown_IsRefusedAndTheNearestNamed(string members, string key, string nearest)
    {
        var problem = _folder.Load(members).AssertRefused();

        Assert.Equal(key, problem.Key);
        Assert.Contains(nearest, problem.Remedy, StringComparison.Ordinal);
    }
}
