namespace Broker.Service.Auditing.Chain;

/// <summary>The end of a chain: what the next line continues.</summary>
/// <param name="Seq">Number of the last line, from 1; 0 before the first.</param>
/// <param name="Hash">Hash of the last line, 64 hexadecimal digits.</param>
internal sealed record ChainLink(long Seq, string Hash)
{
    /// <summary>Length of a hash in hexadecimal.</summary>
    public const int HashLength = 64;

    /// <summary>The end of an empty chain.</summary>
    public static ChainLink Start { get; } = new(0, new string('0', HashLength));
}
