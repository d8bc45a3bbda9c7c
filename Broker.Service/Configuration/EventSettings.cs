namespace Broker.Service.Configuration;

/// <summary>Settings of the event log.</summary>
internal sealed record EventSettings
{
    /// <summary>Limit of rotated files.</summary>
    public const int MaxKept = 1000;

    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Size limit of the file, in bytes, before the next one is started; 0 for none.</summary>
    public int MaxBytes { get; init; }

    /// <summary>How many rotated files are kept.</summary>
    public int Keep { get; init; } = 5;

    /// <summary>True if each event carries a hash over itself and the one before it.</summary>
    public bool Chain { get; init; }
}
