namespace Broker.Service.Credentials;

/// <summary>What a search for a secret in one piece of a text came to.</summary>
/// <param name="State">How many bytes of the key the text ends with: the longest suffix that may become the key.</param>
/// <param name="MaskedBefore">How many bytes right before the piece belong to an occurrence that ended in it.</param>
/// <param name="MaskedTo">Where the last occurrence ends in the piece; 0 when there is none.</param>
/// <param name="Count">How many occurrences ended in the piece.</param>
internal readonly record struct SecretMatch(int State, int MaskedBefore, int MaskedTo, int Count);
