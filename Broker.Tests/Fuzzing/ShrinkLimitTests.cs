using Broker.Tests.Fuzzing.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Fuzzing;

/// <summary>A failure is told soon, with what repeats it.</summary>
public class ShrinkLimitTests
{
    private static readonly TimeSpan OfOnePlay = TimeSpan.FromSeconds(1);

    [Fact]
    public void Failure_WhoseSimplestCaseIsFar_IsToldInTimeWithItsSeed()
    {
        var time = new FakeTimeProvider();
        var played = new List<Conversation>();
        Conversation? failed = null;

        var failure = Assert.ThrowsAny<Exception>(() => FuzzRounds.Play(
            conversation =>
            {
                time.Advance(OfOnePlay);
                if (failed is not null)
                {
                    played.Add(conversation);
                }

                if (conversation.Requests.Count > 4)
                {
                    failed = conversation;
                    throw new InvalidOperationException("Too many.");
                }
            },
            () => false,
            new ShrinkLimit(time)));

        Assert.InRange(played.Count, 1, (int)(ShrinkLimit.Longest / OfOnePlay) + 1);
        Assert.Contains($"{FuzzSeed.Variable}={FuzzSeed.Value}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(failed!.ToString(), failure.Message, StringComparison.Ordinal);
    }
}
