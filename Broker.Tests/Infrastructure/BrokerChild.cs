using System.Globalization;
using Broker.Tests.Leaks;

namespace Broker.Tests.Infrastructure;

/// <summary>The built broker as a child process, with the environment that a test gives it and no other. The leak oracle sees what it writes.</summary>
internal sealed class BrokerChild : IAsyncDisposable
{
    /// <summary>Why a test that sends signals is not for Windows.</summary>
    public const string UnixOnly = "Windows has no signals that one process could send to another.";

    private readonly BrokerProgram _program;

    private BrokerChild(BrokerProgram program) => _program = program;

    /// <summary>Whether another program than the one built with the tests is tried, such as a native one.</summary>
    public static bool IsOther => Environment.GetEnvironmentVariable("BROKER_BINARY") is { Length: > 0 };

    public int Id => _program.Child.Id;

    /// <summary>Where it listens; null when it has refused to start.</summary>
    public Uri? Url => _program.Url;

    /// <summary>What it has written to standard error so far.</summary>
    public string Stderr => _program.Child.Errors;

    /// <summary>Starts it.</summary>
    public static BrokerChild Start(string[] arguments, params (string Name, string Value)[] variables) => Start(null, null, arguments, variables);

    /// <summary>Starts it, and never reads its standard error, which has no room for a line. For Linux, whose pipes have one length.</summary>
    public static BrokerChild StartUnread(string[] arguments) =>
        Start(null, "head -c 65536 /dev/zero >&2; exec \"$@\"", arguments, [("PATH", "/usr/bin:/bin")], readsErrors: false);

    /// <summary>Starts it in a process that may have so many files open.</summary>
    public static BrokerChild StartWithOpenFiles(int limit, string[] arguments) =>
        StartByShell(string.Create(CultureInfo.InvariantCulture, $"ulimit -n {limit}; exec \"$@\""), arguments);

    /// <summary>Starts it by a script of the shell's, which runs <c>"$@"</c>. For Unix.</summary>
    public static BrokerChild StartByShell(string script, string[] arguments, params (string Name, string Value)[] variables) =>
        Start(null, script, arguments, variables);

    /// <summary>Starts it in its configuration's folder and waits for its start line, or for its end.</summary>
    public static Task<BrokerChild> StartAsync(string config, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        StartAsync(null, config, environment, cancellationToken);

    /// <summary>As <see cref="StartAsync(string, IReadOnlyDictionary{string, string}, CancellationToken)"/>, where no file can grow
    /// beyond so many blocks of the shell's: as on a disk that has no more room. For Unix.</summary>
    public static Task<BrokerChild> StartCrampedAsync(int blocks, string config, CancellationToken cancellationToken) => StartAsync(
        // A process that ignores the signal gets an error from its write instead. The runtime's own big files would not fit.
        string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""),
        config,
        new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
        cancellationToken);

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

    /// <summary>The next line on standard output; null at its end.</summary>
    public Task<string?> ReadLineAsync() => _program.Child.ReadLineAsync(Patience.Token);

    /// <summary>The address that the start line names.</summary>
    public Task<Uri> ListenAsync() => _program.ListenAsync(Patience.Token);

    /// <summary>Sends a signal by its name.</summary>
    public Task SignalAsync(string name) => _program.Child.SignalAsync(name, Patience.Token);

    /// <summary>Ends it as no process can resist, and at once.</summary>
    public void Kill() => _program.Child.Kill();

    /// <summary>Ends it as no process can resist, and waits for its end.</summary>
    public Task<int> KillAsync()
    {
        Kill();
        return _program.Child.WaitForExitAsync(Patience.Token);
    }

    /// <summary>Waits for its own end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken) => (await _program.Child.EndAsync(cancellationToken)).Code;

    /// <summary>Waits for its end.</summary>
    public Task<ChildEnd> EndAsync() => _program.Child.EndAsync(Patience.Token);

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static async Task<BrokerChild> StartAsync(
        string? script, string config, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var variables = environment.Select(variable => (variable.Key, variable.Value)).ToArray();
        var child = Start(Path.GetDirectoryName(config), script, ["--config", config], variables);
        try
        {
            await child._program.ListenAsync(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // It has refused to start, and has no address.
        }

        return child;
    }

    private static BrokerChild Start(
        string? folder, string? script, string[] arguments, (string Name, string Value)[] variables, bool readsErrors = true) => new(BrokerProgram.Start(
            arguments,
            new ChildSettings
            {
                Folder = folder,
                Variables = variables.Select(variable => (variable.Name, (string?)variable.Value)),
                Hear = line => LeakOracle.OfThisRun.See("output of a broker", line),
                ReadsErrors = readsErrors,
            },
            script));
}
