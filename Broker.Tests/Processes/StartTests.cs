using System.Net;
using System.Net.Sockets;
using System.Text;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Processes;

/// <summary>Section 1: the start line, and what decides where the broker listens.</summary>
public class StartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithAFile_PrintsOneLineOnceTheSocketAccepts()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(["--config", BrokerChild.WriteConfig(folder)]);

        var line = await broker.ReadLineAsync();

        Assert.Matches("""^\{"ok":true,"listen":"http://127\.0\.0\.1:[1-9][0-9]*","mode":"dry_run","allowed_paths":\["/v1/responses"\]\}$""", line);
        var url = new Uri(System.Text.Json.JsonDocument.Parse(line!).RootElement.GetProperty("listen").GetString()!);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(url, "/healthz"));
        await broker.KillAsync();
        var (_, output, errors) = await broker.EndAsync();
        Assert.Equal("", output);
        Assert.Contains(folder.File("events.jsonl"), errors, StringComparison.Ordinal);
        Assert.Single(await File.ReadAllLinesAsync(folder.File("events.jsonl"), Cancel));
    }

    [Fact]
    public async Task Start_WithoutAFile_TakesTheDryRunThatShipsBesideTheBinary()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start([], ("Broker__listen_port", "0"), ("BROKER__EVENTS_PATH", folder.File("e.jsonl")));

        var line = await broker.ReadLineAsync();

        Assert.Matches(
            """^\{"ok":true,"listen":"http://127\.0\.0\.1:[0-9]+","mode":"dry_run","allowed_paths":\["/v1/chat/completions","/v1/responses","/v1/embeddings"\]\}$""", line);
        Assert.True(File.Exists(folder.File("e.jsonl")));
    }

    [Fact]
    public async Task Start_WithUrls_ListensThereInstead()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6, and another address of this machine is needed.");
        using var folder = new TemporaryFolder();
        var config = BrokerChild.WriteConfig(folder);
        await using (var byVariable = BrokerChild.Start(["--config", config], ("ASPNETCORE_URLS", "http://[::1]:0")))
        {
            Assert.Equal(HttpStatusCode.OK, await GetAsync(await ListensOnIPv6Async(byVariable), "/healthz"));
        }

        await using var byOption = BrokerChild.Start(["--config", config, "--urls", "http://[::1]:0"], ("ASPNETCORE_URLS", "http://127.0.0.1:0"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(await ListensOnIPv6Async(byOption), "/healthz"));
    }

    [Theory]
    [InlineData("ASPNETCORE_HTTP_PORTS", "{0}")]
    [InlineData("DOTNET_HTTP_PORTS", "{0}")]
    [InlineData("HTTP_PORTS", "{0}")]
    [InlineData("ASPNETCORE_HTTPS_PORTS", "{0}")]
    [InlineData("Kestrel__Endpoints__Http__Url", "http://127.0.0.1:{0}")]
    [InlineData("ASPNETCORE_Kestrel__Endpoints__Http__Url", "http://127.0.0.1:{0}")]
    [InlineData("DOTNET_URLS", "http://127.0.0.1:{0}")]
    [InlineData("URLS", "http://127.0.0.1:{0}")]
    public async Task Start_WithAnotherFrameworkVariable_IgnoresIt(string name, string value)
    {
        using var folder = new TemporaryFolder();
        var free = FreePort.Next();
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)], (name, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, free)));

        var url = await broker.ListenAsync();

        Assert.NotEqual(free, url.Port);
        await Assert.ThrowsAnyAsync<SocketException>(() => HostSocket.ConnectAsync(new Uri($"http://127.0.0.1:{free}"), Cancel));
    }

    [Fact]
    public async Task Start_WithSettingsInTheEnvironment_PrefersThemToTheFile()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)],
            ("Broker__mode", "proxy"),
            ("broker__ALLOWED_PATHS__0", "/v1/embeddings"),
            ("BROKER__allowed_paths__1", "GET /v1/models"));

        Assert.EndsWith(""","mode":"proxy","allowed_paths":["/v1/embeddings","GET /v1/models"]}""", await broker.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_HoweverTheyAreConfigured_PrintNoQueryAndNothingToStdout()
    {
        using var folder = new TemporaryFolder();
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)],
            ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("DOTNET_ENVIRONMENT", "Development"));
        var url = await broker.ListenAsync();

        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(url, "/v1/responses?key=sk-canary"));
        await broker.KillAsync();

        var (_, output, errors) = await broker.EndAsync();
        Assert.Equal("", output);
        Assert.DoesNotContain("canary", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_WithASystemProxyInTheEnvironment_DoesNotUseIt()
    {
        using var folder = new TemporaryFolder();
        await using var systemProxy = await RecordingUpstream.StartAsync();
        await using var upstream = await RecordingUpstream.StartAsync();
        (string, string)[] variables = [.. ((string[])["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"])
            .Where(name => !OperatingSystem.IsWindows() || name != "HTTP_PROXY").Select(name => (name, systemProxy.Url))];
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder)], [("Broker__mode", "proxy"), ("Broker__upstream_base_url", upstream.Url), .. variables]);
        using var client = Client(await broker.ListenAsync());

        using var answer = await client.PostAsync("/v1/responses", new StringContent("{}", Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(upstream.Requests);
        Assert.Empty(systemProxy.Requests);
    }

    internal static HttpClient Client(Uri url) => new(WatchedStream.CreateHandler()) { BaseAddress = url };

    private static async Task<HttpStatusCode> GetAsync(Uri url, string path)
    {
        using var client = Client(url);
        using var answer = await client.GetAsync(path, Cancel);
        return answer.StatusCode;
    }

    private static async Task<Uri> ListensOnIPv6Async(BrokerChild broker)
    {
        var url = await broker.ListenAsync();
        Assert.Equal("[::1]", url.Host);
        return url;
    }
}
