namespace MockProvider.Answers;

/// <summary>The waits inside answers. They end early when the server stops, so that streams finish instead of breaking.</summary>
internal sealed class Pauses(TimeSpan betweenParts, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>The usual time between two events of a stream.</summary>
    public TimeSpan BetweenParts => betweenParts;

    /// <summary>Whether the server stops.</summary>
    public bool AreOver => stopping.IsCancellationRequested;

    /// <summary>Waits.</summary>
    /// <exception cref="OperationCanceledException">The caller has hung up.</exception>
    public async Task WaitAsync(TimeSpan length, CancellationToken aborted)
    {
        if (length != TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
            await Task.Delay(length, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        aborted.ThrowIfCancellationRequested();
    }
}
