using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Broker.Pictures;

/// <summary>A project of the repository, run as the pages say, until it is disposed.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly SemaphoreSlim _written = new(0);

    private RunningProgram(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">What <c>dotnet</c> is told.</param>
    /// <param name="variables">What is set in its environment.</param>
    public static RunningProgram Start(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var program = new RunningProgram(Process.Start(start)!);
        program._process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits until it wrote such a line.</summary>
    /// <param name="pattern">What the line looks like.</param>
    public async Task<Match> WaitForAsync(string pattern)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            lock (_lines)
            {
                if (_lines.Select(line => Regex.Match(line, pattern)).FirstOrDefault(match => match.Success) is { } match)
                {
                    return match;
                }

                if (_process.HasExited)
                {
                    throw new InvalidOperationException("It ended by itself:\n" + string.Join('\n', _lines));
                }
            }

            await _written.WaitAsync(TimeSpan.FromSeconds(1), patience.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            lock (_lines)
            {
                _lines.Add(line);
            }

            _written.Release();
        }
    }
}
