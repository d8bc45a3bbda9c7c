using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Broker.AppHost.Embedded.Orchestration;
using Broker.Tests.Leaks;

namespace Broker.Tests.AppHost;

/// <summary>
/// A built app host, started as <c>dotnet run</c> would, on free ports, and without anything of this machine's settings. Whatever a
/// test does to it, nothing is left when it is disposed.
/// </summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    private const int SigInt = 2;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string[] NotInherited =
        ["ASPIRE", "ASPNETCORE", "APPHOST__", "BROKER", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "LAB__", "MOCKPROVIDER", "OPENAI", "OTEL_", "PARAMETERS__", "SAMPLE_"];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly SemaphoreSlim _written = new(0);

    private AppHostProcess(Process process)
    {
        _process = process;
        Output = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
    }

    /// <summary>Everything written so far.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The processes that the app host said it started.</summary>
    public IReadOnlyList<int> ResourceProcesses => [.. _lines.Select(line => ProcessLine().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    /// <summary>Where the dashboard is; known once something is ready.</summary>
    public Uri Dashboard => new(_lines.Select(line => DashboardLine().Match(line)).First(match => match.Success).Groups[1].Value);

    private Task Output { get; }

    /// <summary>Starts the app host of the named project.</summary>
    /// <param name="project"><c>Broker.AppHost</c> or <c>SampleAppHost</c>.</param>
    /// <param name="settings">Environment variables: <c>Lab__Provider</c>, say. Ports that are not set are free ones.</param>
    public static AppHostProcess Start(string project, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Dotnet.Path, [BuiltProjects.AssemblyOf(project)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        (string Name, string Value)[] defaults =
        [
            ("DOTNET_ENVIRONMENT", "Development"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://127.0.0.1:0"),
            ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://127.0.0.1:0"),
            ("Lab__BrokerPort", "0"),
        ];
        foreach (var (name, value) in defaults.Concat(settings))
        {
            start.Environment[name] = value;
        }

        return new AppHostProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it wrote a line with <paramref name="fragment"/> in it.</summary>
    /// <returns>The line.</returns>
    public Task<string> WaitForLineAsync(string fragment, CancellationToken cancellationToken) =>
        WaitForLineAsync(line => line.Contains(fragment, StringComparison.Ordinal), fragment, cancellationToken);

    /// <summary>Waits until <paramref name="resource"/> is ready.</summary>
    /// <returns>Where it listens.</returns>
    public async Task<Uri> WaitForReadyAsync(string resource, CancellationToken cancellationToken)
    {
        var ready = new Regex($@"^{Regex.Escape(resource)} +\| is ready at (http://[\d.:]+\d)\.$");
        var line = await WaitForLineAsync(ready.IsMatch, $"{resource} is ready", cancellationToken);
        return new Uri(ready.Match(line).Groups[1].Value);
    }

    /// <summary>What Ctrl+C does on Linux and macOS.</summary>
    public void Interrupt() => Assert.Equal(0, ProcessEnding.Signal(_process.Id, SigInt));

    /// <summary>Ends it without any chance to clean up.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits until it ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Deadline, cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Waits until none of the processes that it started is left.</summary>
    public Task WaitForOrphansToEndAsync(CancellationToken cancellationToken) => ProcessList.WaitForEndAsync(ResourceProcesses, Deadline, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await WaitForOrphansToEndAsync(CancellationToken.None);
        await Output.WaitAsync(Deadline);
        _process.Dispose();
        _written.Dispose();
    }

    private async Task<string> WaitForLineAsync(Func<string, bool> isIt, string what, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        while (true)
        {
            if (_lines.FirstOrDefault(isIt) is { } found)
            {
                return found;
            }

            try
            {
                await _written.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"No line '{what}' in:\n{string.Join('\n', _lines)}");
            }
        }
    }

    private async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            LeakOracle.OfThisRun.See("output of an app host", line);
            _lines.Enqueue(line);
            _written.Release();
        }
    }

    [GeneratedRegex(@"^Dashboard: (http://[^/]+)/login\?t=")]
    private static partial Regex DashboardLine();

    [GeneratedRegex(@"\| runs as process (\d+)\.$")]
    private static partial Regex ProcessLine();
}
