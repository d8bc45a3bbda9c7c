using System.Text.Json;

namespace Broker.Wire;

/// <summary>The built broker as a child process. It is the one beside this program, or the one whose path <c>BROKER_BINARY</c> has.</summary>
internal sealed class BrokerProgram : IAsyncDisposable
{
    private BrokerProgram(ChildProgram child) => Child = child;

    /// <summary>Its path.</summary>
    public static string Location { get; } = Environment.GetEnvironmentVariable("BROKER_BINARY") is { Length: > 0 } other
        ? Path.GetFullPath(other)
        : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Broker.Service.exe" : "Broker.Service");

    /// <summary>Its process.</summary>
    public ChildProgram Child { get; }

    /// <summary>Where it listens; null until <see cref="ListenAsync"/> has returned it.</summary>
    public Uri? Url { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Folder, environment and so on.</param>
    /// <param name="script">A script of the shell's that runs it as <c>"$@"</c>; null for none. For Unix.</param>
    public static BrokerProgram Start(IEnumerable<string> arguments, ChildSettings? settings = null, string? script = null) => new(script is null
        ? ChildProgram.Start(Location, arguments, settings)
        : ChildProgram.Start("/bin/sh", ["-c", script, "sh", Location, .. arguments], settings));

    /// <summary>Waits for its start line.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message is what it wrote to standard error.</exception>
    public async Task<Uri> ListenAsync(CancellationToken cancellationToken)
    {
        if (await Child.ReadLineAsync(cancellationToken) is not { } line)
        {
            throw new InvalidOperationException($"The broker did not start: {(await Child.EndAsync(cancellationToken)).Errors.Trim()}");
        }

        using var start = JsonDocument.Parse(line);
        return Url = new Uri(start.RootElement.GetProperty("listen").GetString()!);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Child.DisposeAsync();
}
