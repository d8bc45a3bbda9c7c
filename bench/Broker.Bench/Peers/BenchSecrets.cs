namespace Broker.Bench.Peers;

/// <summary>The caller token and the key of the measurements; they open nothing.</summary>
internal static class BenchSecrets
{
    /// <summary>What hosts present.</summary>
    public const string CallerToken = "bench-caller-token-0123456789abcdef";

    /// <summary>What goes upstream, as long as a real one.</summary>
    public const string ProviderKey =
        "sk-bench-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>The variables that a peer reads them from.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["BENCH_CALLER_TOKEN"] = CallerToken,
        ["BENCH_PROVIDER_KEY"] = ProviderKey,
    };
}
