namespace Broker.Service.Credentials;

/// <summary>Counts fetches of the provider key.</summary>
internal interface ISecretFetchCounter
{
    /// <summary>Counts one fetch; requests that wait together wait for one.</summary>
    /// <param name="found">True if the key was fetched.</param>
    void SecretFetched(bool found);
}

/// <summary>One fetch from a source, told to the log and never ending in an exception.</summary>
/// <param name="source">Where the key comes from.</param>
/// <param name="timeProvider">Measures the fetch.</param>
/// <param name="logger">Learns of each fetch: label, duration, failure. Never of a value.</param>
/// <param name="counter">Counts fetches; null where nobody counts.</param>
internal sealed partial class SecretFetcher(
    ISecretResolver source, TimeProvider timeProvider, ILogger<SecretFetcher> logger, ISecretFetchCounter? counter)
{
    /// <summary>Fetches the key.</summary>
    /// <param name="stopping">Cancelled when the broker stops; that too is told as a result.</param>
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

    /// <summary>Tells the log that the upstream rejected the key.</summary>
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
            // A bug in a resolver must not end in a message that says more than we know to be harmless.
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
