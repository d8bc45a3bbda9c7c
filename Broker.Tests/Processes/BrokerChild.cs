using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Broker.Service;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Processes;

/// <summary>The broker as users run it: a process of its own, with an environment of its own and its streams redirected.</summary>
internal sealed class BrokerChild : IAsyncDisposable
{
    /// <summary>Why a test that sends signals is not for Windows.</summary>
    public const string UnixOnly = "Windows has no signals that one process could send to another.";

    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private BrokerChild(Process process, bool readsErrors)
    {
        _process = process;
        _errors = readsErrors ? ReadErrorsAsync(process) : Task.FromResult("");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it with arguments and variables, and no other of either.</summary>
    public static BrokerChild Start(string[] arguments, params (string Name, string Value)[] variables) =>
        new(StartProcess(arguments, variables), readsErrors: true);

    /// <summary>Starts it, and never reads what it writes to standard error, which has no room for a line. For Linux, whose pipes have one length.</summary>
    public static BrokerChild StartUnread(string[] arguments) =>
        new(StartProcess(arguments, [], "head -c 65536 /dev/zero >&2; exec \"$@\""), readsErrors: false);

    /// <summary>Starts it in a process that may have so many files open.</summary>
    public static BrokerChild StartWithOpenFiles(int limit, string[] arguments) =>
        StartByShell(string.Create(CultureInfo.InvariantCulture, $"ulimit -n {limit}; exec \"$@\""), arguments);

    /// <summary>Starts it by a script of the shell's, which runs <c>"$@"</c>. For Unix.</summary>
    public static BrokerChild StartByShell(string script, string[] arguments, params (string Name, string Value)[] variables) =>
        new(StartProcess(arguments, variables, script), readsErrors: true);

    private static Process StartProcess(string[] arguments, (string Name, string Value)[] variables, string? script = null)
    {
        var folder = Path.GetDirectoryName(typeof(BrokerApplication).Assembly.Location)!;
        var program = BrokerBinary.Other ?? Path.Combine(folder, OperatingSystem.IsWindows() ? "Broker.Service.exe" : "Broker.Service");
        var start = new ProcessStartInfo(script is null ? program : "/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        if (OperatingSystem.IsWindows())
        {
            start.Environment["SystemRoot"] = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
        }

        foreach (var argument in script is null ? arguments : ["-c", script, "sh", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Writes a configuration file: the keys that tests have in common, and those given.</summary>
    public static string WriteConfig(TemporaryFolder folder, string moreKeys = "", int port = 0)
    {
        var path = folder.File("config.json");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "listen_port": {{port}},
              "upstream_base_url": "https://api.openai.example",
              "allowed_paths": ["/v1/responses"],
              {{moreKeys}}
            }
            """));
        return path;
    }

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The next line on standard output; null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(Generous, Cancel);
        LeakOracle.OfThisRun.See("output of a broker", line);
        return line;
    }

    /// <summary>The address that the start line names.</summary>
    public async Task<Uri> ListenAsync()
    {
        if (await ReadLineAsync() is not { } line)
        {
            throw new InvalidOperationException($"It did not start: {await _errors}");
        }

        return new Uri(JsonDocument.Parse(line).RootElement.GetProperty("listen").GetString()!);
    }

    /// <summary>Sends a signal by its name.</summary>
    public async Task SignalAsync(string name)
    {
        var id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {id}"]);
        await kill.WaitForExitAsync(Cancel);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends it as no process can resist.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Cancel);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Exit code, what was left on standard output, and all of standard error.</returns>
    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(Cancel).WaitAsync(Generous, Cancel);
        LeakOracle.OfThisRun.See("output of a broker", output);
        await _process.WaitForExitAsync(Cancel).WaitAsync(Generous, Cancel);
        return (_process.ExitCode, output, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static async Task<string> ReadErrorsAsync(Process process)
    {
        var errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        LeakOracle.OfThisRun.See("output of a broker", errors);
        return errors;
    }
}
