using System.Diagnostics;
using System.Text.Json;

namespace Broker.Lessons.Running;

/// <summary>The built broker as a process of its own, on a free port, with nothing of the caller's environment but <c>PATH</c>.</summary>
internal sealed class BrokerProcess : IBroker
{
    private readonly Process _process;

    private BrokerProcess(Process process, Uri url) => (_process, Url) = (process, url);

    /// <inheritdoc/>
    public Uri Url { get; }

    /// <summary>Starts it and waits for its first line.</summary>
    /// <param name="settings">How it is set up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message is what it said.</exception>
    public static async Task<IBroker> StartAsync(BrokerSettings settings, CancellationToken cancellationToken)
    {
        var process = Process.Start(Describe(settings))!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new InvalidOperationException($"The broker did not start: {(await errors).Trim()}");
            using var start = JsonDocument.Parse(line);
            return new BrokerProcess(process, new Uri(start.RootElement.GetProperty("listen").GetString()!));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
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
        // The runtime would leave a socket in the temporary folder when it is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
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
