using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Broker.Wire;

/// <summary>A child process whose output is read line by line. It and its own children are gone when this is disposed.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ChildSettings _settings;
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly List<string> _lines = [];
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProgram(Process process, ChildSettings settings)
    {
        (_process, _settings) = (process, settings);
        _reading = Task.WhenAll(ReadOutputAsync(), settings.ReadsErrors ? ReadErrorsAsync() : Task.CompletedTask);
    }

    /// <summary>The .NET that runs this process.</summary>
    public static string DotNet { get; } = Path.Combine(DotNetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_lines)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>The lines of both streams so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    private static string DotNetRoot => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Folder, environment and so on.</param>
    public static ChildProgram Start(string program, IEnumerable<string> arguments, ChildSettings? settings = null)
    {
        settings ??= new ChildSettings();
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = settings.Folder ?? Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(name => !settings.Inherits(name)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ROOT"] = DotNetRoot;
        if (OperatingSystem.IsWindows())
        {
            start.Environment["SystemRoot"] = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
        }

        foreach (var (name, value) in settings.Variables)
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(Process.Start(start)!, settings);
    }

    /// <summary>Starts a program and waits for its end. A cancelled wait ends the program.</summary>
    public static async Task<ChildEnd> RunAsync(
        string program, IEnumerable<string> arguments, ChildSettings? settings, CancellationToken cancellationToken)
    {
        await using var child = Start(program, arguments, settings);
        return await child.EndAsync(cancellationToken);
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        await _output.Reader.WaitToReadAsync(cancellationToken) && _output.Reader.TryRead(out var line) ? line : null;

    /// <summary>Waits for a line of either stream, one that has come already included.</summary>
    /// <exception cref="InvalidOperationException">Both streams ended without it.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> isIt, CancellationToken cancellationToken)
    {
        var at = 0;
        while (true)
        {
            var hasEnded = _reading.IsCompleted;
            Task news;
            lock (_lines)
            {
                if (_lines.Skip(at).FirstOrDefault(isIt) is { } line)
                {
                    return line;
                }

                (at, news) = (_lines.Count, _news.Task);
            }

            if (hasEnded)
            {
                throw new InvalidOperationException($"It ended without the line:\n{string.Join('\n', Lines)}");
            }

            await Task.WhenAny(news, _reading).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits for its end and for the end of its output.</summary>
    public async Task<ChildEnd> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
        var output = new StringBuilder();
        while (_output.Reader.TryRead(out var line))
        {
            output.Append(line).Append('\n');
        }

        return new ChildEnd(_process.ExitCode, output.ToString(), Errors);
    }

    /// <summary>Waits for its end, but not for that of its output, which its own children may hold open.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal by its name, such as <c>TERM</c>. For Unix.</summary>
    public async Task SignalAsync(string name, CancellationToken cancellationToken)
    {
        var end = await RunAsync("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {Id}")], null, cancellationToken);
        if (end.Code != 0)
        {
            throw new InvalidOperationException(end.Errors);
        }
    }

    /// <summary>Ends it at once, but not its children.</summary>
    public void Kill() => _process.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading.WaitAsync(LastOutput).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Note(line);
            _output.Writer.TryWrite(line);
        }

        _output.Writer.Complete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                _errors.Append(line).Append('\n');
            }

            Note(line);
        }
    }

    private void Note(string line)
    {
        _settings.Hear?.Invoke(line);
        TaskCompletionSource news;
        lock (_lines)
        {
            _lines.Add(line);
            (news, _news) = (_news, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        news.SetResult();
    }
}
