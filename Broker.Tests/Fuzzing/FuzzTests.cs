using Broker.Tests.Fuzzing.Generating;
using Broker.Tests.Fuzzing.Wire;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Broker.Tests.Fuzzing;

/// <summary>Section 3 of the contract over the whole space of requests: whatever comes over the wire has one of the answers that the rules name.</summary>
public abstract class FuzzTests
{
    private const int Round = 100;

    /// <summary>Plays conversations until so many requests were answered.</summary>
    private protected static async Task CheckAsync(bool isProxy, int requests)
    {
        await using var stage = await FuzzStage.StartAsync(isProxy);

        // Properties are checked by blocking calls, which must not hold a thread that runs other tests.
        await Task.Factory.StartNew(() => Check(stage, requests), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        TestContext.Current.TestOutputHelper?.WriteLine($"{stage.Answered} requests were answered; {FuzzSeed.Variable}={FuzzSeed.Value}");
        Assert.True(stage.Answered >= requests);
    }

    private static void Check(FuzzStage stage, int requests)
    {
        var property = Prop.ForAll(Conversations.Arbitrary, (Conversation conversation) => stage.Play(conversation));
        for (var round = 0UL; stage.Answered < requests; round++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();

            // A generator's second half must be odd.
            var start = new Replay(new Rnd(FuzzSeed.Value, (2 * round) + 1), null);
            FsCheck.Check.One(
                $"{FuzzSeed.Variable}={FuzzSeed.Value}, round {round}",
                Config.QuickThrowOnFailure.WithMaxTest(Round).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(start)),
                property);
        }
    }
}
