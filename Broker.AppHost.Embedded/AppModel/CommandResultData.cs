namespace Aspire.Hosting.ApplicationModel;

/// <summary>What there is to see of a command's result.</summary>
public sealed class CommandResultData
{
    /// <summary>The text.</summary>
    public required string Value { get; init; }

    /// <summary>How to read it.</summary>
    public CommandResultFormat Format { get; init; }

    /// <summary>Whether to show it unasked.</summary>
    public bool DisplayImmediately { get; init; }
}
