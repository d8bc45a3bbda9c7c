using System.Net;
using System.Net.Sockets;

namespace Broker.Tests.AppHost;

/// <summary>The embedded engine from outside: a real app host, real services, real signals.</summary>
public sealed class SampleAppHostTests : IDisposable
{
    private const string Token = "a-token-for-tests";
    private const string NoSignals = "Windows has no SIGINT to send to one process.";

    private readonly HttpClient _client = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static bool HasSignals => !OperatingSystem.IsWindows();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Engine_OnStart_SaysThatItIsEmbedded()
    {
        await using var appHost = Start();

        var line = await appHost.WaitForLineAsync("Engine: ", Cancelled);

        Assert.Contains("embedded", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_ThatWaits_StartsAfterTheOtherIsReady()
    {
        await using var appHost = Start();

        await appHost.WaitForReadyAsync("second", Cancelled);

        var lines = appHost.Lines.ToList();
        Assert.True(
            lines.FindIndex(line => line.Contains("first-service | is ready", StringComparison.Ordinal))
            < lines.FindIndex(line => line.StartsWith("second ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Service_WithReference_FindsTheOtherInItsEnvironment()
    {
        await using var appHost = Start();
        var first = await appHost.WaitForReadyAsync("first-service", Cancelled);
        var second = await appHost.WaitForReadyAsync("second", Cancelled);

        var told = await _client.GetStringAsync(new Uri(second, "/environment/FIRST_SERVICE_HTTP"), Cancelled);

        Assert.Equal(first, new Uri(told));
    }

    [Fact]
    public async Task Secret_WrittenByAService_IsMaskedOnTheConsole()
    {
        await using var appHost = Start();

        await appHost.WaitForLineAsync("serving, token ***", Cancelled);

        Assert.DoesNotContain(appHost.Lines, line => line.Contains(Token, StringComparison.Ordinal));
    }

    [Fact(Skip = NoSignals, SkipUnless = nameof(HasSignals))]
    public async Task AppHost_OnInterrupt_EndsEverythingWithExitCode0()
    {
        await using var appHost = Start();
        await appHost.WaitForReadyAsync("second", Cancelled);

        appHost.Interrupt();

        Assert.Equal(0, await appHost.WaitForExitAsync(Cancelled));
        Assert.Equal(2, appHost.ResourceProcesses.Count);
        await appHost.WaitForOrphansToEndAsync(Cancelled);
    }

    [Fact]
    public async Task AppHost_WhenKilled_LeavesNoProcess()
    {
        await using var appHost = Start();
        await appHost.WaitForReadyAsync("second", Cancelled);

        appHost.Kill();

        await appHost.WaitForExitAsync(Cancelled);
        Assert.Equal(2, appHost.ResourceProcesses.Count);
        await appHost.WaitForOrphansToEndAsync(Cancelled);
    }

    [Fact]
    public async Task Service_ThatEndsByItself_IsReportedAndKeepsOthersFromStarting()
    {
        await using var appHost = Start(("Sample__FirstExitCode", "3"));

        await appHost.WaitForLineAsync("first-service | ended by itself with exit code 3.", Cancelled);
        await appHost.WaitForLineAsync("is not started, because first-service did not become ready.", Cancelled);

        Assert.Single(appHost.ResourceProcesses);
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsNamedAndEndsWithExitCode1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var appHost = Start(("Sample__FirstPort", $"{port}"));

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancelled));
        await appHost.WaitForLineAsync($"first-service cannot listen on port {port}", Cancelled);
        Assert.Empty(appHost.ResourceProcesses);
    }

    [Fact]
    public async Task Parameter_WithoutValue_IsNamedAndEndsWithExitCode1()
    {
        await using var appHost = AppHostProcess.Start("SampleAppHost");

        Assert.Equal(1, await appHost.WaitForExitAsync(Cancelled));
        await appHost.WaitForLineAsync("The parameter token has no value: set Parameters:token", Cancelled);
    }

    private static AppHostProcess Start(params (string, string)[] settings) =>
        AppHostProcess.Start("SampleAppHost", [("Parameters__token", Token), .. settings]);
}
