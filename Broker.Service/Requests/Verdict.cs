using Broker.Service.Errors;
using Broker.Service.Policy;

namespace Broker.Service.Requests;

/// <summary>Result of the checks.</summary>
/// <param name="Rule">Name of the rule that decided, from a closed set.</param>
internal abstract record Verdict(string Rule)
{
    /// <summary>The caller, once the token held or none is asked for; before that no answer may say anything of paths or upstreams.</summary>
    public virtual Caller? KnownCaller => null;

    /// <summary>The upstream that the path belongs to; null until the caller is known.</summary>
    public virtual Upstream? KnownUpstream => null;

    /// <summary>A check refused the request.</summary>
    internal sealed record Refused(string Rule, BrokerError Error, BrokerAnswer Answer) : Verdict(Rule)
    {
        /// <summary>Refuses with the standard answer of an error.</summary>
        public Refused(string rule, BrokerError error)
            : this(rule, error, BrokerAnswer.For(error))
        {
        }

        public override Caller? KnownCaller => Caller;

        public override Upstream? KnownUpstream => Upstream;

        /// <summary>The caller; null if the refusal comes before the caller token was accepted.</summary>
        public Caller? Caller { get; init; }

        /// <summary>The upstream that the path belongs to; null if it is none's.</summary>
        public Upstream? Upstream { get; init; }

        /// <summary>True for a GET of a local path that does not exist.</summary>
        public bool IsHealth { get; init; }

        /// <summary>The entry that allows the path; null if none does, or if none was looked up.</summary>
        public Route? Route { get; init; }

        /// <summary>Length of the body; null if it was not read to its end.</summary>
        public int? BytesIn { get; init; }

        /// <summary>Length that a body refused unread was announced to have; null if it was not announced.</summary>
        public long? BytesAnnounced { get; init; }
    }

    /// <summary>The broker answers a GET for its own state.</summary>
    internal sealed record Answered(string Rule, BrokerAnswer Answer) : Verdict(Rule);

    /// <summary>A probe of an orchestrator or a tool, for which no event is written.</summary>
    /// <param name="Answer">The answer; null if the default endpoints answer.</param>
    internal sealed record Probe(string Rule, BrokerAnswer? Answer = null) : Verdict(Rule);

    /// <summary>The checks did not finish: the host hung up, Kestrel refused the body, or the broker failed.</summary>
    internal sealed record Interrupted(Outcome Outcome) : Verdict("");

    /// <summary>Every check passed.</summary>
    /// <param name="Body">The body; the owner of the verdict disposes it.</param>
    /// <param name="Model">The model that the body names; empty if it names none that is printable.</param>
    internal sealed record Admitted(string Rule, Caller Caller, RouteTarget Target, IRequestBody Body, string Model) : Verdict(Rule)
    {
        public Route Route => Target.Route;

        public override Caller? KnownCaller => Caller;

        public override Upstream? KnownUpstream => Route.Upstream;
    }
}
