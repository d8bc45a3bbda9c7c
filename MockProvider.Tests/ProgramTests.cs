using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class ProgramTests
{
    [Fact]
    public async Task Program_FromItsEnvironment_SaysWhereItIsAndStopsCleanly()
    {
        // Windows has no SIGTERM; there the orchestrator ends the process, and no clean stop can be asked for from outside.
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGTERM is for Unix.");
        await using var process = MockProcess.Start(new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://localhost:0",
            ["MockProvider__ApiKey"] = "sk-from-environment",
            ["MockProvider__ChunkDelayMilliseconds"] = "0",
        });
        var url = await process.UrlAsync(Cancel);
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", "sk-from-environment") } };

        Assert.Equal("Healthy", await client.GetStringAsync($"{url}/health", Cancel));
        using var response = await client.GetAsync($"{url}{ModelsPath}", Cancel);
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);

        Assert.StartsWith("http://localhost:", url, StringComparison.Ordinal);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(0, await process.ExitCodeAsync(Cancel));
        Assert.DoesNotContain("   at ", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_PortTaken_IsOneLineAndExitCode1()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await using var process = MockProcess.Start(null, $"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        Assert.Equal(1, await process.ExitCodeAsync(Cancel));
        Assert.Single(Lines(process.Errors));
    }

    [Fact]
    public async Task Program_BadArgument_IsOneLineAndExitCode2()
    {
        await using var process = MockProcess.Start(null, "--port", "7");

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
        Assert.All(["--urls", "ASPNETCORE_URLS", "MockProvider__ApiKey", "MockProvider__ChunkDelayMilliseconds"], name => Assert.Contains(
            name, help, StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
