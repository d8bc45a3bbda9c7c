using System.Text.Json;
using Broker.Tests.Infrastructure;
using Broker.Wire;

namespace Broker.Tests.Lab;

/// <summary>
/// The built app host as a process of its own, with the environment of a launch profile, as <c>dotnet run</c> starts it, and with home and
/// runtime folders of its own. Its dashboard and programs take free ports.
/// </summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private const string Mark = "BROKER_LAB_TEST";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-app-host-test-");
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private ChildProgram? _program;

    public AppHostProcess()
    {
        foreach (var folder in (string[])[Home, Runtime, Temporary])
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Stands for the user's home folder.</summary>
    public string Home => Path.Combine(_folder.FullName, "home");

    /// <summary>Stands for the folder of what lives as long as the user's session.</summary>
    public string Runtime => Path.Combine(_folder.FullName, "run");

    /// <summary>Stands for the folder of temporary files.</summary>
    public string Temporary => Path.Combine(_folder.FullName, "tmp");

    /// <summary>Everything printed so far.</summary>
    public IReadOnlyList<string> Lines => _program!.Lines;

    /// <summary>Where the broker is, as the app host prints it.</summary>
    public async Task<Uri> BrokerAsync() => new((await WaitForLineAsync("The broker listens on ")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[4].TrimEnd('.'));

    /// <summary>The dashboard's address with its token.</summary>
    public async Task<Uri> LoginAsync() => new((await WaitForLineAsync("/login?t=")).Split(' ')[^1]);

    /// <summary>Starts it.</summary>
    /// <param name="profile">The launch profile.</param>
    /// <param name="arguments">What follows <c>--</c>.</param>
    /// <param name="variables">Environment variables; they win over the profile's.</param>
    public void Start(string profile, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var folder = Projects.Broker_AppHost.ProjectPath;
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
        _program = ChildProgram.Start(
            "dotnet",
            [
                Path.Combine(folder, "bin", configuration, "net10.0", "Broker.AppHost.dll"),
                $"--Lab:EventsPath={Path.Combine(_folder.FullName, "events.jsonl")}",
                .. arguments,
            ],
            new ChildSettings
            {
                Folder = folder,
                Inherits = ChildSettings.AllButOurs,
                Variables =
                [
                    .. Profile(folder, profile), ("HOME", Home), ("XDG_RUNTIME_DIR", Runtime), ("TMPDIR", Temporary), (Mark, _mark),
                    ("NUGET_PACKAGES", Packages), .. variables,
                ],
            });
    }

    /// <summary>Waits until it printed a line with <paramref name="fragment"/> in it.</summary>
    public Task<string> WaitForLineAsync(string fragment) =>
        _program!.WaitForLineAsync(line => line.Contains(fragment, StringComparison.Ordinal), Patience.Token);

    /// <summary>What Ctrl+C does on Linux and macOS.</summary>
    public Task InterruptAsync() => _program!.SignalAsync("INT", Patience.Token);

    /// <summary>Ends it without any chance to clean up.</summary>
    public void Kill() => _program!.Kill();

    /// <summary>Waits until it ended.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> WaitForExitAsync() => _program!.WaitForExitAsync(Patience.Token);

    /// <summary>Waits until none of the processes that it started lives.</summary>
    public async Task WaitForEndOfAllAsync() => await Patience.UntilAsync(() => !Descendants().Any(), Patience.Token);

    /// <summary>The processes that it started, on Linux, by their inherited environment: number and environment.</summary>
    public IEnumerable<(int Id, string Environment)> Descendants() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id != 0 && id != _program!.Id)
        .Select(id => (Id: id, Environment: EnvironmentOf(id)))
        .Where(process => process.Environment.Contains(_mark, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            if (!_program.HasEnded)
            {
                _program.Kill();
                await _program.WaitForExitAsync(CancellationToken.None);
            }

            if (OperatingSystem.IsLinux())
            {
                await WaitForEndOfAllAsync();
            }

            await _program.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static string Packages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static IEnumerable<(string Name, string Value)> Profile(string folder, string profile)
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "Properties", "launchSettings.json")));
        var chosen = settings.RootElement.GetProperty("profiles").GetProperty(profile);
        yield return ("ASPNETCORE_URLS", "http://127.0.0.1:0");
        foreach (var variable in chosen.GetProperty("environmentVariables").EnumerateObject())
        {
            yield return (variable.Name, variable.Name.EndsWith("_ENDPOINT_URL", StringComparison.Ordinal) ? "http://127.0.0.1:0" : variable.Value.GetString()!);
        }
    }

    private static string EnvironmentOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
