using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Text;
using Broker.AppHost;
using Broker.Pictures;
using Broker.Tests.Infrastructure;
using Microsoft.Playwright;

namespace Broker.Tests.Lab;

/// <summary>A real provider key in the profile <c>openai</c>: who gets it, and that nothing of it stays.</summary>
public sealed class OpenAIKeyTests
{
    private static readonly string Canary = $"sk-canary-{Guid.NewGuid():N}";
    private static readonly string[] FreePort = ["--Lab:BrokerPort=0"];

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task C77_Key_OfTheOpenAIProfile_IsInOneFileAloneAndGoesWithTheLab()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Environments of processes can be read on Linux alone.");
        var began = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-2);
        await using var lab = new AppHostProcess();
        lab.Start("openai", FreePort, (ProviderKeyFile.Variable, Canary));
        var (broker, login) = (await lab.BrokerAsync(), await lab.LoginAsync());

        // Nobody answers there in a test. What matters is that the broker could fetch the key.
        var answer = await ChatAsync(broker, lab);
        Assert.DoesNotContain("secret_unavailable", answer, StringComparison.Ordinal);
        var seen = await LookAtAllPagesAsync(login);

        Assert.DoesNotContain(Canary, seen + answer + string.Join('\n', lab.Lines), StringComparison.Ordinal);
        Assert.NotEmpty(lab.Descendants());
        Assert.DoesNotContain(lab.Descendants(), process => process.Environment.Contains(Canary, StringComparison.Ordinal));
        var file = Assert.Single(FilesWithTheKey(began, lab.Home, lab.Runtime, lab.Temporary, Path.GetTempPath()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        await lab.InterruptAsync();

        Assert.Equal(0, await lab.WaitForExitAsync());
        await lab.WaitForEndOfAllAsync();
        Assert.Empty(FilesWithTheKey(began, lab.Home, lab.Runtime, lab.Temporary, Path.GetTempPath()));
    }

    [Fact]
    public async Task C77_Key_OfALabThatWasKilled_GoesWithTheNextStart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes that are left are found by /proc, on Linux alone.");
        var began = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-2);
        await using var lab = new AppHostProcess();
        lab.Start("openai", FreePort, (ProviderKeyFile.Variable, Canary));
        await lab.BrokerAsync();

        lab.Kill();
        await lab.WaitForExitAsync();
        await lab.WaitForEndOfAllAsync();
        Assert.Single(FilesWithTheKey(began, lab.Runtime));
        lab.Start("http", ["--Lab:Provider=Gremlin"]);
        await lab.WaitForExitAsync();

        Assert.Empty(FilesWithTheKey(began, lab.Runtime));
    }

    private static async Task<string> ChatAsync(Uri broker, AppHostProcess lab)
    {
        var command = await lab.WaitForLineAsync("X-Broker-Token: ");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(broker, "/v1/chat/completions"))
        {
            Content = new StringContent("""{"model":"gpt-4o-mini","messages":[]}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("X-Broker-Token", command.Split("X-Broker-Token: ")[1].Split('"')[0]);
        using var host = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await host.SendAsync(request, Patience.Token);
        return await answer.Content.ReadAsStringAsync(Patience.Token);
    }

    /// <summary>Opens the dashboard, which learns all that it can show, and reads its pages.</summary>
    private static async Task<string> LookAtAllPagesAsync(Uri login)
    {
        Assert.SkipWhen(SystemChromium.Path is null, $"There is no Chromium on this machine. {SystemChromium.HowToGetIt}");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await SystemChromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        var seen = new StringBuilder();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => seen.Append(frame.Text).Append(Encoding.UTF8.GetString(frame.Binary ?? []));
        await new DashboardPage(page, login).SignInAsync();
        foreach (var path in (string[])["/?resource=broker", "/?view=Parameters", "/consolelogs/resource/broker", "/structuredlogs", "/traces"])
        {
            await page.GotoAsync(new Uri(login, path).ToString());
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            seen.Append(await page.ContentAsync());
        }

        return seen.ToString();
    }

    /// <summary>The files below the folders, written since the test began, that have the key in them.</summary>
    private static IEnumerable<string> FilesWithTheKey(DateTime began, params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        .Distinct()
        .Where(file => File.GetLastWriteTimeUtc(file) >= began && HasTheKey(file));

    private static bool HasTheKey(string file)
    {
        try
        {
            // A pipe has no length, and reading one may never end.
            return new FileInfo(file).Length is > 0 and < 100_000_000 && File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Canary)) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A socket, or gone meanwhile.
            return false;
        }
    }
}
