namespace Broker.Service.Credentials;

/// <summary>
/// Caches the key of another resolver. Fetches it once for any number of waiting requests: on first use, after the upstream answered 401,
/// and after the source changed. After a failed fetch the next one waits (<see cref="BackOff"/>), unless the source has changed; requests
/// get the failure meanwhile.
/// <para>
/// If the upstream rejects a key that just replaced a rejected one, the key stays in use until a wait is over: hosts get the upstream's own
/// 401, and the source is not asked once per request. The wait doubles while the source returns the same value, and starts at its
/// shortest with another value.
/// </para>
/// <para>
/// Owns the keys it returns. A rejected or outdated key, and the last one when the broker stops, is wiped as soon as no request holds it.
/// A caller that gets a key which was wiped meanwhile asks again.
/// </para>
/// </summary>
/// <param name="counter">Counts fetches; may be null.</param>
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

    public string Label => source.Label;

    public Secret? Kept => _kept?.Secret;

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

            // The fetch belongs to all waiting requests, so none of them can cancel it.
            _fetch ??= Task.Run(FetchAsync, CancellationToken.None);
            return new(_fetch.WaitAsync(cancellationToken));
        }
    }

    public void Invalidate(Secret rejected)
    {
        lock (_gate)
        {
            // Only the key in use: a late 401 to an earlier key says nothing about it.
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

    /// <summary>Wipes the key and cancels a fetch under way. <see cref="DisposeAsync"/> also waits for the end of its program.</summary>
    public void Dispose()
    {
        _lifetime.Cancel();
        Wipe();
    }

    /// <summary>Wipes the key, cancels a fetch under way, and waits for the end of its program.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync();
        Task<SecretResult>? fetch;
        lock (_gate)
        {
            fetch = _fetch;
        }

        Wipe();
        await (fetch ?? Task.CompletedTask);
    }

    private void Wipe()
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
            Store(result);
        }

        return result;
    }

    private void Store(SecretResult result)
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
