using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace MockProvider.Tests;

/// <summary>The mock as the program it is, in a process of its own, with nothing of the developer's settings in its environment.</summary>
internal sealed partial class MockProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _errorsRead;

    private MockProcess(Process process)
    {
        _process = process;
        _errorsRead = ReadErrorsAsync();
    }

    public int Id => _process.Id;

    public string Errors => _errors.ToString();

    public static MockProcess Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MockProvider.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(IsOurs).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new MockProcess(Process.Start(start) ?? throw new InvalidOperationException("The mock did not start."));
    }

    /// <summary>Waits for the line that says where it listens.</summary>
    public async Task<string> UrlAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException($"The mock ended: {Errors}");
        return Address().Match(line).Value;
    }

    public async Task<string> OutputAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadToEndAsync(cancellationToken);

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _errorsRead.WaitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _errorsRead;
        _process.Dispose();
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("MockProvider__", StringComparison.OrdinalIgnoreCase);

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.AppendLine(line);
        }
    }

    [GeneratedRegex(@"http://[^\s]+")]
    private static partial Regex Address();
}
