using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Broker.Bench.Processes;

/// <summary>A process of this run, with a small environment; it is gone, with its own children, when this is disposed.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int LongestErrors = 4000;
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "SystemRoot", "TEMP"];

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private ChildProcess(Process process)
    {
        _process = process;
        _reading = ReadErrorsAsync();
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Its standard output.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>The beginning of what it said on standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString().Trim();
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside the few that every program needs.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the line of JSON that says where it listens.</summary>
    /// <exception cref="BenchException">It has ended instead.</exception>
    public async Task<Uri> ListenAddressAsync(CancellationToken cancellationToken)
    {
        if (await Output.ReadLineAsync(cancellationToken) is not { } line)
        {
            await _reading.WaitAsync(cancellationToken);
            throw new BenchException($"It did not start: {Errors}");
        }

        using var json = JsonDocument.Parse(line);
        return new Uri(json.RootElement.GetProperty("listen").GetString()!);
    }

    /// <summary>Waits for its end and gives all of its standard output.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var output = await Output.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return output;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                if (_errors.Length < LongestErrors)
                {
                    _errors.AppendLine(line);
                }
            }
        }
    }
}
