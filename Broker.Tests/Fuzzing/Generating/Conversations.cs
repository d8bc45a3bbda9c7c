using Broker.Tests.Fuzzing.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Broker.Tests.Fuzzing.Generating;

/// <summary>Conversations, and simpler ones that may fail in the same way.</summary>
internal static class Conversations
{
    private const int Longest = 24;

    private static readonly FuzzRequest Simplest = new() { Headers = [new("Host", "127.0.0.1")], Framing = Framing.None };

    private static readonly Gen<Conversation> Any =
        from count in Gen.Choose(0, Longest)
        from requests in Gen.ArrayOf(Requests.ByRules, count)
        from last in Requests.OfAnyKind
        from after in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Constant(2)))
        from more in Gen.ArrayOf(Requests.ByRules, after)
        select new Conversation([.. requests, last, .. last.Cut is null ? more : []]);

    /// <summary>What properties are checked for.</summary>
    /// <param name="limit">Ends the search for simpler ones.</param>
    public static Arbitrary<Conversation> Arbitrary(ShrinkLimit limit) => Arb.From(Any, conversation => Shrink(conversation).TakeWhile(_ => !limit.IsOver));

    private static IEnumerable<Conversation> Shrink(Conversation conversation)
    {
        var requests = conversation.Requests;
        for (var half = requests.Count / 2; half > 0; half /= 2)
        {
            for (var at = 0; at + half <= requests.Count; at += half)
            {
                yield return new Conversation([.. requests.Take(at), .. requests.Skip(at + half)]);
            }
        }

        for (var i = 0; i < requests.Count; i++)
        {
            foreach (var simpler in Shrink(requests[i]))
            {
                yield return new Conversation([.. requests.Take(i), simpler, .. requests.Skip(i + 1)]);
            }
        }
    }

    private static IEnumerable<FuzzRequest> Shrink(FuzzRequest request)
    {
        for (var i = 0; i < request.Headers.Count; i++)
        {
            yield return request with { Headers = [.. request.Headers.Where((_, at) => at != i)] };
        }

        foreach (var simpler in new[]
        {
            request with { Framing = Framing.Length }, request with { Framing = Framing.None }, request with { Framing = request.Framing with { ChunkSizes = [] } },
            request with { Target = Simplest.Target }, request with { Method = Simplest.Method }, request with { Body = "" }, request with { Body = "{}" }, request with { Version = Simplest.Version },
        })
        {
            if (simpler.Text.Length < request.Text.Length)
            {
                yield return simpler;
            }
        }

        for (var half = request.Body.Length / 2; half > 0; half /= 2)
        {
            for (var at = 0; at + half <= request.Body.Length; at += half)
            {
                yield return request with { Body = request.Body.Remove(at, half) };
            }
        }
    }
}
