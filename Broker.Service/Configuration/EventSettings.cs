namespace Broker.Service.Configuration;

/// <summary>The event log.</summary>
internal sealed record EventSettings
{
    /// <summary>Most full files that can be kept.</summary>
    public const int MostKept = 1000;

    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>How long the file may become before a new one is begun, in bytes; 0 for any length.</summary>
    public int MaxBytes { get; init; }

    /// <summary>How many full files are kept.</summary>
    public int Keep { get; init; } = 5;

    /// <summary>True if each event carries a hash over itself and the one before it.</summary>
    public bool Chain { get; init; }
}
