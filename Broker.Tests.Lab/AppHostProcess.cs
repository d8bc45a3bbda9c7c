using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Lab;

/// <summary>
/// The built app host as a process of its own, with the environment of a launch profile, as <c>dotnet run</c> starts it, and with home and
/// runtime folders of its own. Its dashboard and programs take free ports.
/// </summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    private const string Mark = "BROKER_LAB_TEST";
    private const int SigInt = 2;
    private static readonly string[] NotInherited = ["ASPIRE", "ASPNETCORE", "BROKER", "DOTNET_", "LAB__", "MOCKPROVIDER", "OPENAI", "OTEL_", "XDG_"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-app-host-test-");
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private Process? _process;

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
    public IReadOnlyList<string> Lines => [.. _lines];

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
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "bin", configuration, "net10.0", "Broker.AppHost.dll"), $"--Lab:EventsPath={Path.Combine(_folder.FullName, "events.jsonl")}", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in (IEnumerable<(string, string)>)[.. Profile(folder, profile), ("HOME", Home), ("XDG_RUNTIME_DIR", Runtime), ("TMPDIR", Temporary), (Mark, _mark), ("NUGET_PACKAGES", Packages), .. variables])
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it printed a line with <paramref name="fragment"/> in it.</summary>
    public async Task<string> WaitForLineAsync(string fragment)
    {
        var cancel = Patience.Token;
        while (true)
        {
            if (_lines.FirstOrDefault(line => line.Contains(fragment, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            Assert.False(cancel.IsCancellationRequested, $"No line '{fragment}' in:\n{string.Join('\n', _lines)}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    /// <summary>What Ctrl+C does on Linux and macOS.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(_process!.Id, SigInt));

    /// <summary>Ends it without any chance to clean up.</summary>
    public void Kill() => _process!.Kill();

    /// <summary>Waits until it ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process!.WaitForExitAsync(Patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until none of the processes that it started lives.</summary>
    public async Task WaitForEndOfAllAsync() => await Patience.UntilAsync(() => !Descendants().Any(), Patience.Token);

    /// <summary>The processes that it started, on Linux, by their inherited environment: number and environment.</summary>
    public IEnumerable<(int Id, string Environment)> Descendants() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
        .Where(id => id != 0 && id != _process!.Id)
        .Select(id => (Id: id, Environment: EnvironmentOf(id)))
        .Where(process => process.Environment.Contains(_mark, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            if (OperatingSystem.IsLinux())
            {
                await WaitForEndOfAllAsync();
            }

            _process.Dispose();
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

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
