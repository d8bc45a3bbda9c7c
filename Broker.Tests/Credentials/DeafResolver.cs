using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>A source that does not hear when it is told to stop.</summary>
internal sealed class DeafResolver : ISecretResolver
{
    /// <summary>Gives the answer, whenever a test likes.</summary>
    public TaskCompletionSource<SecretResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public string Label => "deaf";

    /// <inheritdoc/>
    public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken) => new(Answer.Task);
}
