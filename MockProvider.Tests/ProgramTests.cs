using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class ProgramTests
{
    private const string AnyPort = "http://127.0.0.1:0";

    [Fact]
    public async Task Program_OnAnyPort_SaysWhereAndStopsCleanly()
    {
        // Windows has no SIGTERM; there the orchestrator ends the process, and no clean stop can be asked for from outside.
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGTERM is for Unix.");
        await using var process = MockProcess.Start(null, "--urls", AnyPort);
        var url = await process.UrlAsync(Cancel);
        using var client = new HttpClient();
        Assert.Equal("Healthy", await client.GetStringAsync($"{url}/health", Cancel));

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);

        Assert.Equal(0, await process.ExitCodeAsync(Cancel));
        Assert.DoesNotContain("   at ", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_Environment_SetsAddressKeyAndPace()
    {
        await using var process = MockProcess.Start(new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://localhost:0",
            ["MockProvider__ApiKey"] = "sk-from-environment",
            ["MockProvider__ChunkDelayMilliseconds"] = "0",
        });
        var url = await process.UrlAsync(Cancel);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "sk-from-environment");

        using var response = await client.GetAsync($"{url}{ModelsPath}", Cancel);

        Assert.StartsWith("http://localhost:", url, StringComparison.Ordinal);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Program_PortTaken_IsOneLineAndExitCode1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await using var process = MockProcess.Start(null, $"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        Assert.Equal(1, await process.ExitCodeAsync(Cancel));
        Assert.EndsWith("is taken by another program.", Assert.Single(Lines(process.Errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "7")]
    [InlineData("--urls", "http://0.0.0.0:8792")]
    public async Task Program_BadArgument_IsOneLineAndExitCode2(params string[] arguments)
    {
        await using var process = MockProcess.Start(null, arguments);

        Assert.Equal(2, await process.ExitCodeAsync(Cancel));
        Assert.StartsWith("MockProvider: ", Assert.Single(Lines(process.Errors)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_BadSettings_AreAllToldAtOnce()
    {
        await using var process = MockProcess.Start(
            new Dictionary<string, string>
            {
                ["MockProvider__ApiKey"] = "sk with space",
                ["MockProvider__ChunkDelayMilliseconds"] = "soon",
                ["ASPNETCORE_URLS"] = "ftp://127.0.0.1",
            });

        Assert.Equal(2, await process.ExitCodeAsync(Cancel));
        Assert.Equal(3, Lines(process.Errors).Length);
        Assert.DoesNotContain("sk with space", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_Help_NamesEverySetting()
    {
        await using var process = MockProcess.Start(null, "--help");

        var help = await process.OutputAsync(Cancel);

        Assert.Equal(0, await process.ExitCodeAsync(Cancel));
        Assert.All(["--urls", "ASPNETCORE_URLS", "MockProvider__ApiKey", "MockProvider__ChunkDelayMilliseconds"], name => Assert.Contains(name, help, StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
