namespace Broker.Tests.Fuzzing;

/// <summary>The rules in front of an upstream, which sees what they allow and nothing else.</summary>
public sealed class ProxyFuzzTests : FuzzTests
{
    [Fact]
    public Task Proxy_OfFiftyThousandRequests_ForwardsWhatTheRulesAllowAlone() => CheckAsync(isProxy: true, requests: 50_000);
}
