using Broker.Tests.Fuzzing.Generating;
using Broker.Tests.Fuzzing.Wire;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Broker.Tests.Fuzzing;

/// <summary>Plays conversations, the same for the same seed.</summary>
internal static class FuzzRounds
{
    private const int Round = 100;

    /// <summary>Plays until there were enough, or one fails.</summary>
    /// <param name="play">Plays one; throws when it fails.</param>
    /// <param name="isEnough">Whether there were enough.</param>
    /// <param name="limit">Ends the search for a simpler failure.</param>
    public static void Play(Action<Conversation> play, Func<bool> isEnough, ShrinkLimit limit)
    {
        var property = Prop.ForAll(Conversations.Arbitrary(limit), (Conversation conversation) =>
        {
            try
            {
                play(conversation);
            }
            catch
            {
                limit.Begin();
                throw;
            }
        });
        for (var round = 0UL; !isEnough(); round++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();

            // A generator's second half must be odd.
            var start = new Replay(new Rnd(FuzzSeed.Value, (2 * round) + 1), null);
            Check.One(
                $"{FuzzSeed.Variable}={FuzzSeed.Value}, round {round}",
                Config.QuickThrowOnFailure.WithMaxTest(Round).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(start)),
                property);
        }
    }
}
