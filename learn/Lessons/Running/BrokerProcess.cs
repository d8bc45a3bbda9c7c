using Broker.Wire;

namespace Broker.Lessons.Running;

/// <summary>The built broker as a child process, on a free port, with nothing of the caller's environment but <c>PATH</c>.</summary>
internal sealed class BrokerProcess : IBroker
{
    private readonly BrokerProgram _program;

    private BrokerProcess(BrokerProgram program) => _program = program;

    /// <inheritdoc/>
    public Uri Url => _program.Url!;

    /// <summary>Starts it and waits for its first line.</summary>
    /// <param name="settings">How it is set up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message is what it said.</exception>
    public static Task<IBroker> StartAsync(BrokerSettings settings, CancellationToken cancellationToken) => StartAsync(settings, null, cancellationToken);

    /// <summary>As <see cref="StartAsync(BrokerSettings, CancellationToken)"/>, and hands over each line that it writes.</summary>
    public static async Task<IBroker> StartAsync(BrokerSettings settings, Action<string>? hear, CancellationToken cancellationToken)
    {
        var broker = new BrokerProcess(BrokerProgram.Start(
            settings.ConfigFile is { } file ? ["--config", file] : [],
            new ChildSettings
            {
                Folder = settings.Folder,
                Inherits = name => name == "PATH",
                Variables = settings.Variables().Select(variable => (variable.Name, (string?)variable.Value)),
                Hear = hear,
            }));
        try
        {
            await broker._program.ListenAsync(cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
