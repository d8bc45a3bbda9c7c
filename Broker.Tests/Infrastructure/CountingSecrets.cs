using System.Globalization;
using Broker.Service.Credentials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Infrastructure;

/// <summary>A secret source that gives another key at each fetch, behind the broker's own cache.</summary>
internal sealed class CountingSecrets : ISecretResolver
{
    private int _fetches;

    public string Label => "counting";

    public int Fetches => _fetches;

    /// <summary>Puts it in the place of the configured source.</summary>
    public void Use(IServiceCollection services) =>
        services.AddSingleton<SecretResolverFactory>(_ => _ => new CachingSecretResolver(this, TimeProvider.System, NullLogger<SecretFetcher>.Instance));

    public ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"sk-fetched-{Interlocked.Increment(ref _fetches)}");
        Assert.True(Secret.TryCreate(key, out var secret, out _));
        return ValueTask.FromResult<SecretResult>(new SecretResult.Found(secret));
    }

    public void Invalidate(Secret rejected)
    {
    }
}
