namespace Broker.Tests.Fuzzing;

/// <summary>The rules in front of an upstream, which sees what they allow and nothing else.</summary>
public sealed class ProxyFuzzTests : FuzzTests
{
    [Theory]
    [MemberData(nameof(Runs))]
    public Task Proxy_OfGeneratedRequests_ForwardsWhatTheRulesAllowAlone(bool isInline, int requests) => CheckAsync(isProxy: true, isInline, requests);
}
