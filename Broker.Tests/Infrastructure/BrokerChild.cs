using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Broker.Tests.Leaks;

namespace Broker.Tests.Infrastructure;

/// <summary>The built broker as a process of its own, with the environment that a test gives it and no other.</summary>
internal sealed class BrokerChild : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _stderr = new();
    private readonly Task _reading;

    private BrokerChild(Process process)
    {
        _process = process;
        _reading = ReadErrorsAsync();
    }

    public int Id => _process.Id;

    /// <summary>Where it listens; null when it has refused to start.</summary>
    public Uri? Url { get; private set; }

    /// <summary>What it has said on standard error so far.</summary>
    public string Stderr
    {
        get
        {
            lock (_stderr)
            {
                return _stderr.ToString();
            }
        }
    }

    /// <summary>Starts it and waits for its start line, or for its end.</summary>
    public static Task<BrokerChild> StartAsync(
        string config, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var (program, arguments) = BrokerBinary.CommandLine(DotNet, "--config", config);
        return StartAsync(program, arguments, config, environment, cancellationToken);
    }

    /// <summary>As <see cref="StartAsync(string, IReadOnlyDictionary{string, string}, CancellationToken)"/>, where no file can grow
    /// beyond so many blocks of the shell's: as on a disk that has no more room. For Unix.</summary>
    public static Task<BrokerChild> StartCrampedAsync(int blocks, string config, CancellationToken cancellationToken)
    {
        // A process that ignores the signal gets an error from its write instead. The runtime's own big files would not fit.
        var script = $"trap '' XFSZ; ulimit -f {blocks.ToString(CultureInfo.InvariantCulture)}; exec \"$@\"";
        var (program, arguments) = BrokerBinary.CommandLine(DotNet, "--config", config);
        return StartAsync(
            "/bin/sh",
            ["-c", script, "sh", program, .. arguments],
            config,
            new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
            cancellationToken);
    }

    private static async Task<BrokerChild> StartAsync(
        string program, string[] arguments, string config, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(config)!,
        };
        start.Environment.Clear();
        if (OperatingSystem.IsWindows())
        {
            start.Environment["SystemRoot"] = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new BrokerChild(Process.Start(start)!);
        if (await child._process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            LeakOracle.OfThisRun.See("output of a broker", line);
            child.Url = new Uri(JsonDocument.Parse(line).RootElement.GetProperty("listen").GetString()!);
        }

        return child;
    }

    /// <summary>Ends it as no process can resist, and at once.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its own end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    /// <summary>The program that runs this test, since the child needs the same runtime.</summary>
    private static string DotNet => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            LeakOracle.OfThisRun.See("output of a broker", line);
            lock (_stderr)
            {
                _stderr.AppendLine(line);
            }
        }
    }
}
