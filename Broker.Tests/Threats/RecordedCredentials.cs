using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>What may be said of every request that reached an upstream.</summary>
internal static class RecordedCredentials
{
    /// <summary>It carries the provider key once, and the caller token nowhere.</summary>
    public static void AssertOneCredential(this RecordedRequest request)
    {
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], request.Headers["Authorization"]);
        Assert.DoesNotContain(RunningBroker.Token, request.Everything(), StringComparison.Ordinal);
        Assert.DoesNotContain("api-key", request.Headers.Keys);
        Assert.DoesNotContain("x-api-key", request.Headers.Keys);
        Assert.DoesNotContain("X-Broker-Token", request.Headers.Keys);
    }

    /// <summary>The request in one text, for searching.</summary>
    public static string Everything(this RecordedRequest request) =>
        $"{request.Target}\n{string.Join('\n', request.Headers.SelectMany(header => header.Value.Prepend(header.Key)))}\n{Encoding.UTF8.GetString(request.Body)}";
}
