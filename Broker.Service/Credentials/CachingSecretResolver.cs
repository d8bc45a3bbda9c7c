namespace Broker.Service.Credentials;

/// <summary>
/// Keeps the key that another resolver fetched: one fetch for any number of waiting requests, on first use, after the upstream
/// answered 401, and where the source says that it has changed. After a failure the next fetch waits (<see cref="BackOff"/>) unless the
/// source has changed, and requests are answered from the failure.
/// <para>
/// A key that is rejected at once after it replaced a rejected one is kept, and goes on being used, until a wait is over: who
/// asks gets the upstream's own 401, and the source is not run once per request. The wait doubles while the source gives the
/// same value and starts at its shortest when it gives another.
/// </para>
/// <para>
/// It owns the keys it gives out: a rejected or outdated one is wiped, and the last one when the broker stops, each as soon as no request
/// holds it. Who finds a key wiped that it was just given asks again.
/// </para>
/// </summary>
/// <param name="source">Fetches the key.</param>
/// <param name="timeProvider">Measures waits and fetches.</param>
/// <param name="logger">Learns of each fetch: label, duration, failure. Never of a value.</param>
/// <param name="counter">Counts fetches; null where nobody counts.</param>
/// <param name="stopping">Cancelled when the broker begins to stop: a fetch under way ends at once, and no other begins.</param>
internal sealed class CachingSecretResolver(
    ISecretResolver source, TimeProvider timeProvider, ILogger<SecretFetcher> logger, ISecretFetchCounter? counter = null, CancellationToken stopping = default)
    : ISecretResolver, IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SecretFetcher _fetcher = new(source, timeProvider, logger, counter);
    private readonly CancellationTokenSource _lifetime = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly BackOff _afterFailure = new(timeProvider);
    private readonly BackOff _afterRejection = new(timeProvider);

    private volatile SecretResult.Found? _kept;
    private SecretResult? _failure;
    private Secret? _rejected;
    private Task<SecretResult>? _fetch;
    private bool _stopped;

    /// <inheritdoc/>
    public string Label => source.Label;

    /// <inheritdoc/>
    public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        var kept = _kept;
        if (kept is not null && !source.HasChanged())
        {
            return new(kept);
        }

        lock (_gate)
        {
            if (_kept is { } current)
            {
                if (!ReferenceEquals(current, kept))
                {
                    return new(current);
                }

                _kept = null;
                current.Secret.Dispose();
            }

            if (_stopped)
            {
                return new(new SecretResult.Unavailable($"{source.Label}: the broker is stopping"));
            }

            if (_fetch is null && _failure is { } failure && _afterFailure.IsWaiting && !source.HasChanged())
            {
                return new(failure);
            }

            // The fetch belongs to all who wait, so none of them can cancel it.
            _fetch ??= Task.Run(FetchAsync, CancellationToken.None);
            return new(_fetch.WaitAsync(cancellationToken));
        }
    }

    /// <inheritdoc/>
    public void Invalidate(Secret rejected)
    {
        lock (_gate)
        {
            // Only the key in use: late 401s to an earlier one say nothing about it.
            if (!ReferenceEquals(_kept?.Secret, rejected) || _afterRejection.IsWaiting)
            {
                return;
            }

            _rejected = rejected;
            _kept = null;
        }

        rejected.Dispose();
        _fetcher.Rejected();
    }

    /// <summary>Forgets the key and asks a fetch under way to end; <see cref="DisposeAsync"/> waits until its program is gone as well.</summary>
    public void Dispose()
    {
        _lifetime.Cancel();
        Forget();
    }

    /// <summary>Ends a fetch under way, and with it the program it runs, and forgets the key.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync();
        Task<SecretResult>? fetch;
        lock (_gate)
        {
            fetch = _fetch;
        }

        Forget();
        await (fetch ?? Task.CompletedTask);
    }

    private void Forget()
    {
        SecretResult.Found? kept;
        lock (_gate)
        {
            _stopped = true;
            (kept, _kept) = (_kept, null);
        }

        kept?.Secret.Dispose();
    }

    private async Task<SecretResult> FetchAsync()
    {
        var result = await _fetcher.FetchAsync(_lifetime.Token);
        lock (_gate)
        {
            _fetch = null;
            Keep(result);
        }

        return result;
    }

    private void Keep(SecretResult result)
    {
        if (result is not SecretResult.Found found)
        {
            _failure = result;
            _afterFailure.Begin();
            return;
        }

        if (_stopped)
        {
            found.Secret.Dispose();
            return;
        }

        _failure = null;
        _afterFailure.Reset();
        _kept = found with { FromCache = true };
        if (_rejected is { } rejected)
        {
            if (!found.Secret.HasValueOf(rejected))
            {
                _afterRejection.Reset();
            }

            _afterRejection.Begin();
        }
    }
}
