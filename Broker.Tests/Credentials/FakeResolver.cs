using System.Collections.Concurrent;
using System.Threading.Channels;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>A source whose answers the test gives one by one, and which counts the fetches.</summary>
/// <param name="resolve">What it does instead, where a test wants it otherwise.</param>
internal sealed class FakeResolver(Func<ValueTask<SecretResult>>? resolve = null) : ISecretResolver
{
    private readonly Channel<SecretResult> _answers = Channel.CreateUnbounded<SecretResult>();
    private readonly ConcurrentQueue<CancellationToken> _fetches = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Label => "command:op read";

    /// <summary>How often it was asked.</summary>
    public int Fetches => _fetches.Count;

    /// <summary>Ends when it was asked for the first time.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Whether it says that it has changed.</summary>
    public bool IsChanged { get; set; }

    public void Answer(string key) => _answers.Writer.TryWrite(new SecretResult.Found(TestSecret.Create(key)));

    public void Fail() => _answers.Writer.TryWrite(new SecretResult.Unavailable($"{Label}: exit code 1"));

    public bool HasChanged() => IsChanged;

    public async ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        _fetches.Enqueue(cancellationToken);
        _begun.TrySetResult();
        return await (resolve?.Invoke() ?? _answers.Reader.ReadAsync(cancellationToken));
    }
}
