namespace Broker.Tests.Fuzzing;

/// <summary>Section 3 of the contract over the whole space of requests: whatever comes over the wire has one of the answers that the rules name.</summary>
public abstract class FuzzTests
{
    /// <summary>Whether requests run where their bytes come in, and how many are played.</summary>
    public static TheoryData<bool, int> Runs => new() { { false, FuzzSeed.Requests * 7 / 10 }, { true, FuzzSeed.Requests * 3 / 10 } };

    /// <summary>Plays conversations until so many requests were answered.</summary>
    private protected static async Task CheckAsync(bool isProxy, bool isInline, int requests)
    {
        var limit = new ShrinkLimit(TimeProvider.System);
        await using var stage = await FuzzStage.StartAsync(isProxy, isInline, limit);

        // Properties are checked by blocking calls, which must not hold a thread that runs other tests.
        await Task.Factory.StartNew(
            () => FuzzRounds.Play(stage.Play, () => stage.Answered >= requests, limit),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        TestContext.Current.TestOutputHelper?.WriteLine($"{stage.Answered} requests were answered; {FuzzSeed.Variable}={FuzzSeed.Value}");
        Assert.True(stage.Answered >= requests);
    }
}
