namespace Aspire.Hosting.ApplicationModel;

/// <summary>What came of a command.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it did what it was for.</summary>
    public required bool Success { get; init; }

    /// <summary>What to tell about it, in a line.</summary>
    public string? Message { get; init; }

    /// <summary>What there is to see besides.</summary>
    public CommandResultData? Data { get; init; }
}
