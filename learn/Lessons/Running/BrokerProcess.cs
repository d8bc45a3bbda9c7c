using System.Diagnostics;
using System.Text.Json;

namespace Broker.Lessons.Running;

/// <summary>The built broker as a process of its own, on a free port, with nothing of the caller's environment but <c>PATH</c>.</summary>
internal sealed class BrokerProcess : IBroker
{
    private readonly Process _process;
    private readonly Action<string> _ended;
    private readonly Task<string> _errors;

    private BrokerProcess(Process process, Action<string> ended) =>
        (_process, _ended, _errors) = (process, ended, process.StandardError.ReadToEndAsync(CancellationToken.None));

    /// <inheritdoc/>
    public Uri Url { get; private set; } = null!;

    /// <summary>Starts it and waits for its first line.</summary>
    /// <param name="settings">How it is set up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message is what it said.</exception>
    public static Task<IBroker> StartAsync(BrokerSettings settings, CancellationToken cancellationToken) => StartAsync(settings, static _ => { }, cancellationToken);

    /// <summary>As <see cref="StartAsync(BrokerSettings, CancellationToken)"/>, and hands over all it said on standard error when it has ended.</summary>
    public static async Task<IBroker> StartAsync(BrokerSettings settings, Action<string> ended, CancellationToken cancellationToken)
    {
        var broker = new BrokerProcess(Process.Start(Describe(settings))!, ended);
        try
        {
            var line = await broker._process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"The broker did not start: {(await broker._errors).Trim()}");
            using var start = JsonDocument.Parse(line);
            broker.Url = new Uri(start.RootElement.GetProperty("listen").GetString()!);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _ended(await _errors);
        _process.Dispose();
    }

    private static ProcessStartInfo Describe(BrokerSettings settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Broker.Service.exe" : "Broker.Service");
        var start = new ProcessStartInfo(program, settings.ConfigFile is { } file ? ["--config", file] : [])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = settings.Folder,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        // Where this very program's runtime is, wherever that was installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        if (OperatingSystem.IsWindows())
        {
            start.Environment["SystemRoot"] = Environment.GetFolderPath(Environment.SpecialFolder.Windows);
        }

        foreach (var (name, value) in settings.Variables())
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
