using Broker.Tests.Fuzzing.Wire;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>Puts the rules of HTTP and those of the broker together.</summary>
internal static class Expectations
{
    /// <summary>What may become of a request.</summary>
    public static Expectation Of(FuzzRequest request, bool isProxy)
    {
        if (!request.HasWholeHead)
        {
            return new Expectation { ServerMayRefuse = true, MayBeSilent = true };
        }

        if (HttpRules.MustRefuse(request))
        {
            return new Expectation { ServerMayRefuse = true, MayBeSilent = request.Cut is not null };
        }

        var isCut = request.Cut is not null;
        var isWhole = !isCut && request.Framing.Fault is null;
        return new Expectation
        {
            ServerMayRefuse = HttpRules.MayRefuse(request) || (SpecRules.BeforeTheBody(request) is null && !isWhole && !IsAnnouncedTooLong(request)),
            Outcome = OutcomeOf(request, isWhole, isProxy),
            Closing = isWhole ? HttpRules.Closing(request) : Closing.Surely,
            MayBeSilent = isCut,
        };
    }

    private static Outcome? OutcomeOf(FuzzRequest request, bool isWhole, bool isProxy)
    {
        var body = request.Framing.HasBody ? request.Body : "";
        if (SpecRules.BeforeTheBody(request) is { } refusal)
        {
            return refusal;
        }

        // A body that does not end well is none, but one that is too long may be found out first.
        return isWhole || body.Length > BrokerFacts.Limit ? SpecRules.OfTheBody(request, body, isProxy) : null;
    }

    private static bool IsAnnouncedTooLong(FuzzRequest request) =>
        request.Framing is { HasLength: true, HasCoding: false } && request.Body.Length > BrokerFacts.Limit;
}
