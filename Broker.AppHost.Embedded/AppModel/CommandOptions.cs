namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is said about a command besides its name.</summary>
public class CommandOptions
{
    /// <summary>What it does, in a sentence.</summary>
    public string? Description { get; set; }
}
