namespace MockProvider.Answers;

/// <summary>The pause between two events of a stream. It ends early when the server stops, so that streams finish instead of breaking.</summary>
internal sealed class ChunkPause(TimeSpan length, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>Waits.</summary>
    /// <exception cref="OperationCanceledException">The caller has hung up.</exception>
    public async Task WaitAsync(CancellationToken aborted)
    {
        if (length > TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
            await Task.Delay(length, clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        aborted.ThrowIfCancellationRequested();
    }
}
