namespace Broker.Service.Auditing.Verification;

/// <summary>The first thing that is wrong with a chain.</summary>
/// <param name="Place">The line; null where it is none of those that are there.</param>
/// <param name="Meaning">What was done, as far as it can be told.</param>
internal sealed record ChainFault(LinePlace? Place, string Meaning);
