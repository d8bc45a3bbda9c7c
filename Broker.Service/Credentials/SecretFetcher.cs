namespace Broker.Service.Credentials;

/// <summary>Counts fetches of the provider key.</summary>
internal interface ISecretFetchCounter
{
    /// <summary>Counts one fetch, which may serve several waiting requests.</summary>
    void SecretFetched(bool found);
}

/// <summary>Fetches from a source and logs the result, without the value. Failures are results, not exceptions.</summary>
/// <param name="counter">Counts fetches; may be null.</param>
internal sealed partial class SecretFetcher(
    ISecretResolver source, TimeProvider timeProvider, ILogger<SecretFetcher> logger, ISecretFetchCounter? counter)
{
    /// <param name="stopping">Cancelled when the broker stops; the result then says so.</param>
    public async Task<SecretResult> FetchAsync(CancellationToken stopping)
    {
        var begun = timeProvider.GetTimestamp();
        var result = await TryResolveAsync(stopping);
        counter?.SecretFetched(result is not SecretResult.Unavailable);
        switch (result)
        {
            case SecretResult.Found:
                Log.Fetched(logger, source.Label, timeProvider.GetElapsedTime(begun).TotalMilliseconds);
                break;
            case SecretResult.Unavailable failed:
                Log.Failed(logger, failed.Detail);
                break;
        }

        return result;
    }

    /// <summary>Logs that the upstream rejected the key.</summary>
    public void Rejected() => Log.Rejected(logger, source.Label);

    private async Task<SecretResult> TryResolveAsync(CancellationToken stopping)
    {
        try
        {
            return await source.ResolveAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new SecretResult.Unavailable($"{source.Label}: the broker is stopping");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The message of an unexpected exception could hold the secret; its type cannot.
            return new SecretResult.Unavailable($"{source.Label}: {exception.GetType().Name}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(301, LogLevel.Information, "Secret fetched from {Source} in {Milliseconds:F0} ms.", EventName = "SecretFetched")]
        public static partial void Fetched(ILogger logger, string source, double milliseconds);

        [LoggerMessage(302, LogLevel.Error, "Secret unavailable: {Detail}.", EventName = "SecretUnavailable")]
        public static partial void Failed(ILogger logger, string detail);

        [LoggerMessage(303, LogLevel.Warning, "The upstream rejected the secret from {Source}; it is fetched again when next needed.", EventName = "SecretRejected")]
        public static partial void Rejected(ILogger logger, string source);
    }
}
