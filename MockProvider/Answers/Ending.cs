namespace MockProvider.Answers;

/// <summary>What follows the last part that is sent.</summary>
internal enum Ending
{
    /// <summary>The proper end of an answer.</summary>
    Proper,

    /// <summary>A reset of the connection.</summary>
    Reset,

    /// <summary>Nothing, for as long as the caller stays.</summary>
    Silence,
}
