namespace Broker.Tests.Fuzzing;

/// <summary>The rules in front of a dry run, whose answers show what was understood.</summary>
public sealed class DryRunFuzzTests : FuzzTests
{
    [Fact]
    public Task DryRun_OfFiftyThousandRequests_AnswersEachAsTheRulesSay() => CheckAsync(isProxy: false, requests: 50_000);
}
