using System.Diagnostics;

namespace Broker.Tests.Lab.Pages;

/// <summary>The built broker, started in a page's folder with a page's arguments and variables.</summary>
internal sealed class BrokerProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private BrokerProgram(Process process)
    {
        _process = process;
        _errors = ReadErrorsAsync(process);
    }

    public static BrokerProgram Start(string folder, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Broker.Service.exe" : "Broker.Service"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        if (OperatingSystem.IsWindows())
        {
            start.Environment["SystemRoot"] = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new BrokerProgram(Process.Start(start)!);
    }

    /// <summary>The line that says that it listens.</summary>
    public async Task<string> StartLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"It did not start: {await _errors}");

    /// <summary>All that it prints until it ends, as it should, by itself.</summary>
    public async Task<string> OutputAsync(CancellationToken cancellationToken)
    {
        var output = await _process.StandardOutput.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        Assert.True(_process.ExitCode == 0, await _errors);
        return output;
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
        return await process.StandardError.ReadToEndAsync(CancellationToken.None);
    }
}
