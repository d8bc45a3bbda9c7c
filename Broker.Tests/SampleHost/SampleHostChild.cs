using System.Diagnostics;
using System.Text.RegularExpressions;
using Broker.Tests.Leaks;

namespace Broker.Tests.SampleHosts;

/// <summary>The sample host as the program it is, with nothing of the developer's settings in its environment.</summary>
internal sealed partial class SampleHostChild : IAsyncDisposable
{
    private const string Place = "output of a sample host";
    private static readonly string[] NotInherited = ["OPENAI", "OTEL_", "ASPNETCORE_", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
    private readonly Process _process;
    private readonly Task<string> _errors;

    private SampleHostChild(Process process) => (_process, _errors) = (process, ReadErrorsAsync(process));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static SampleHostChild Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SampleHost.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => NotInherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new SampleHostChild(Process.Start(start)!);
    }

    /// <summary>The address it serves its commands at.</summary>
    public async Task<Uri> ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            LeakOracle.OfThisRun.See(Place, line);
            if (Listening().Match(line) is { Success: true } match)
            {
                return new Uri(match.Value);
            }
        }

        throw new InvalidOperationException($"It did not start: {await _errors.WaitAsync(Cancel)}");
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(Cancel);
        await _process.WaitForExitAsync(Cancel);
        LeakOracle.OfThisRun.See(Place, output);
        return (_process.ExitCode, output, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        await _errors;
        _process.Dispose();
    }

    private static async Task<string> ReadErrorsAsync(Process process)
    {
        var errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        LeakOracle.OfThisRun.See(Place, errors);
        return errors;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
