namespace Broker.Service.Telemetry.GenAI;

/// <summary>How much of what an answer says about itself somebody wants to know; each has what those before it have.</summary>
internal enum AnswerDetail : byte
{
    /// <summary>Numbers of tokens, which are in each event.</summary>
    Counts,

    /// <summary>The model too, which metrics are told by.</summary>
    Model,

    /// <summary>All that a span has.</summary>
    All,
}
