namespace MockProvider.Journal;

/// <summary>How the answer to a request ended.</summary>
public enum AnswerOutcome
{
    /// <summary>All of it was handed to the operating system.</summary>
    Sent,

    /// <summary>The caller hung up first, or a fault broke it off.</summary>
    Aborted,
}
