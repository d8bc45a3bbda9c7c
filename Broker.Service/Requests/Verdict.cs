using Broker.Service.Errors;
using Broker.Service.Policy;

namespace Broker.Service.Requests;

/// <summary>What the checks came to.</summary>
/// <param name="Rule">Name of the rule that decided, from a closed set.</param>
internal abstract record Verdict(string Rule)
{
    /// <summary>True once the caller token held, or none is asked for: before that no answer may say anything of paths or upstreams.</summary>
    public virtual bool IsCallerKnown => false;

    /// <summary>A check refused the request.</summary>
    /// <param name="Rule">Name of the rule that decided.</param>
    /// <param name="Error">Why.</param>
    /// <param name="Answer">What the host gets.</param>
    internal sealed record Refused(string Rule, BrokerError Error, BrokerAnswer Answer) : Verdict(Rule)
    {
        /// <summary>Refuses with the plain answer of an error.</summary>
        public Refused(string rule, BrokerError error)
            : this(rule, error, BrokerAnswer.For(error))
        {
        }

        /// <inheritdoc/>
        public override bool IsCallerKnown => IsPastCaller || Route is not null;

        /// <summary>True if the refusal comes after the caller token held.</summary>
        public bool IsPastCaller { get; init; }

        /// <summary>True for a GET that asked for something of the broker's own that is not there.</summary>
        public bool IsHealth { get; init; }

        /// <summary>The entry that allows the request's path; null if none does, or none was looked for.</summary>
        public Route? Route { get; init; }

        /// <summary>Length of the body; null if it was not read to its end.</summary>
        public int? BytesIn { get; init; }

        /// <summary>Length that a body refused unread was announced to have; null if it was not announced.</summary>
        public long? BytesAnnounced { get; init; }
    }

    /// <summary>The broker answered by itself: a GET about its own state.</summary>
    /// <param name="Rule">Name of the rule that decided.</param>
    /// <param name="Answer">What the host gets.</param>
    internal sealed record Answered(string Rule, BrokerAnswer Answer) : Verdict(Rule);

    /// <summary>An orchestrator's probe, which the default endpoints answer and which leaves no event.</summary>
    /// <param name="Rule">Name of the rule that decided.</param>
    internal sealed record Probe(string Rule) : Verdict(Rule);

    /// <summary>The checks came to no end: the host left, the server refused the body, or the broker failed.</summary>
    /// <param name="Outcome">What comes of that.</param>
    internal sealed record Interrupted(Outcome Outcome) : Verdict("");

    /// <summary>Every check passed.</summary>
    /// <param name="Rule">Name of the last rule.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="Route">The entry that allows the request.</param>
    /// <param name="Body">The body, whole; whoever has the verdict disposes it.</param>
    /// <param name="Model">The model that the body names; empty if it names none that can be printed.</param>
    internal sealed record Admitted(string Rule, Caller Caller, Route Route, RequestBody Body, string Model) : Verdict(Rule)
    {
        /// <inheritdoc/>
        public override bool IsCallerKnown => true;
    }
}
