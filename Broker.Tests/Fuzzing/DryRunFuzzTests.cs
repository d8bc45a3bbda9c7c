namespace Broker.Tests.Fuzzing;

/// <summary>The rules in front of a dry run, whose answers show what was understood.</summary>
public sealed class DryRunFuzzTests : FuzzTests
{
    [Theory]
    [MemberData(nameof(Runs))]
    public Task DryRun_OfGeneratedRequests_AnswersEachAsTheRulesSay(bool isInline, int requests) => CheckAsync(isProxy: false, isInline, requests);
}
