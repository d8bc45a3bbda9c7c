using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Broker.Pictures;
using Microsoft.Playwright;

namespace Broker.Tests.Lab;

/// <summary>Starting and ending the lab as its user does: what is wrong is said in a line, and nothing is left.</summary>
public sealed class StartTests
{
    private static readonly string[] FreePorts = ["--Lab:BrokerPort=0", "--Lab:MockPort=0"];

    [Theory]
    [InlineData("http", "--Lab:Provider=Gremlin", "Lab:Provider is 'Gremlin'")]
    [InlineData("http", "--Lab:Provider=7", "Lab:Provider is '7'")]
    [InlineData("http", "--Lab:BrokerPort=many", "Lab:BrokerPort is 'many'")]
    [InlineData("http", "--Lab:MockPort=65536", "Lab:MockPort is '65536'")]
    [InlineData("openai", "--Lab:BrokerPort=0", "OPENAI_API_KEY")]
    public async Task Start_WithAWrongSetting_EndsWithOneLine(string profile, string argument, string expected)
    {
        await using var lab = new AppHostProcess();

        lab.Start(profile, [.. FreePorts, argument]);

        Assert.Equal(1, await lab.WaitForExitAsync());
        Assert.Contains(expected, Assert.Single(lab.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Lab:BrokerPort")]
    [InlineData("--Lab:MockPort")]
    [InlineData("--ASPNETCORE_URLS")]
    [InlineData("--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL")]
    public async Task Start_WithAPortThatIsTaken_EndsWithOneLine(string setting)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var lab = new AppHostProcess();

        lab.Start("http", [.. FreePorts, setting.Contains("Lab", StringComparison.Ordinal) ? $"{setting}={port}" : $"{setting}=http://127.0.0.1:{port}"]);

        Assert.Equal(1, await lab.WaitForExitAsync());
        Assert.Contains(port, Assert.Single(lab.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithABrokerThatCannotStart_SaysWhichResourceEndedAndWhy()
    {
        await using var lab = new AppHostProcess();

        lab.Start("dry-run", FreePorts, ("Broker__no_such_key", "1"));

        var line = await lab.WaitForLineAsync("broker ended");
        Assert.Contains("exit code 2", line, StringComparison.Ordinal);
        Assert.Contains("Broker__no_such_key", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithABrokerThatCannotStart_ShowsWhyOnItsRowWhichCanStillBeStarted()
    {
        Assert.SkipWhen(SystemChromium.Path is null, $"There is no Chromium on this machine. {SystemChromium.HowToGetIt}");
        await using var lab = new AppHostProcess();
        lab.Start("dry-run", FreePorts, ("Broker__no_such_key", "1"));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await SystemChromium.LaunchAsync(playwright);
        var dashboard = new DashboardPage(await browser.NewPageAsync(), await lab.LoginAsync());

        await dashboard.SignInAsync("Finished");

        var reason = dashboard.Row("broker").Locator("a");
        await Assertions.Expect(reason).ToContainTextAsync("Broker__no_such_key", new() { Timeout = 30_000 });
        Assert.EndsWith("/consolelogs/resource/broker", await reason.GetAttributeAsync("href"), StringComparison.Ordinal);
        await dashboard.ExpectCommandAsync("broker", "Start");
    }

    [Fact]
    public async Task Lab_Interrupted_EndsWellAndLeavesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes that are left are found by /proc, and Ctrl+C is a signal, on Linux alone.");
        await using var lab = new AppHostProcess();
        lab.Start("http", FreePorts);
        await lab.BrokerAsync();
        Assert.NotEmpty(lab.Descendants());

        await lab.InterruptAsync();

        Assert.Equal(0, await lab.WaitForExitAsync());
        await lab.WaitForEndOfAllAsync();
        Assert.False(Directory.Exists(Path.Combine(lab.Home, ".aspire", "dashboard")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(lab.Runtime));
    }

    [Fact]
    public async Task Lab_Started_PrintsTheDashboardFirstAndFewLines()
    {
        await using var lab = new AppHostProcess();
        lab.Start("http", FreePorts);
        await lab.WaitForLineAsync("Ctrl+C");

        Assert.StartsWith("Login to the dashboard at http://", lab.Lines.First(line => line.Length > 0), StringComparison.Ordinal);
        Assert.True(lab.Lines.Count <= 20, string.Join('\n', lab.Lines));
        Assert.DoesNotContain(lab.Lines, line => line.StartsWith("warn", StringComparison.Ordinal) || line.StartsWith("fail", StringComparison.Ordinal));
    }
}
