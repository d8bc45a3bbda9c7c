namespace Broker.Service.Auditing.Chain;

/// <summary>Where a chain stands: what the next line continues.</summary>
/// <param name="Seq">Number of the last line, from 1; 0 before there is one.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
internal sealed record ChainLink(long Seq, string Hash)
{
    /// <summary>Length of a hash as it is written.</summary>
    public const int HashLength = 64;

    /// <summary>Before the first line of all.</summary>
    public static ChainLink Start { get; } = new(0, new string('0', HashLength));
}
