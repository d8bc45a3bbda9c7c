using System.Diagnostics;
using System.Text;
using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>A running project: started without a shell, its output handed on line by line, stopped with everything it started.</summary>
internal sealed class ProjectProcess : IDisposable
{
    /// <summary>How long a process may take to end by itself.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task _output;

    private ProjectProcess(Process process, Action<ConsoleStream, string> onLine)
    {
        _process = process;
        _output = Task.WhenAll(
            PumpAsync(process.StandardOutput, line => onLine(ConsoleStream.Output, line)),
            PumpAsync(process.StandardError, line => onLine(ConsoleStream.Error, line)));
    }

    /// <summary>The system's number for it.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the built <paramref name="assembly"/>.</summary>
    /// <param name="assembly">Full path.</param>
    /// <param name="workingDirectory">Folder to run in.</param>
    /// <param name="variables">What to set in its environment, besides what the app host has.</param>
    /// <param name="onLine">Receives its output, standard and error; called from several threads.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system cannot start it.</exception>
    public static ProjectProcess Start(string assembly, string workingDirectory, IReadOnlyDictionary<string, string> variables, Action<ConsoleStream, string> onLine)
    {
        var start = new ProcessStartInfo(Dotnet.Path, [assembly])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in ProjectEnvironment.NotInherited)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        // Nobody types to a service; without this it would share the app host's keyboard.
        process.StandardInput.Close();
        return new ProjectProcess(process, onLine);
    }

    /// <summary>Waits until it ended and all its output was handed on.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _output.WaitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, and ends it with everything it started when it does not within <see cref="Grace"/>.</summary>
    /// <param name="timeProvider">Measures the grace.</param>
    /// <param name="hurry">Cuts the grace short.</param>
    public async Task StopAsync(TimeProvider timeProvider, CancellationToken hurry)
    {
        using var grace = new CancellationTokenSource(Grace, timeProvider);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, hurry);
        ProcessEnding.Ask(_process);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            ProcessEnding.Force(_process);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static async Task PumpAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            onLine(line);
        }
    }
}
