namespace MockProvider.Verdicts;

/// <summary>What arrived with one request that ought to arrive, and what ought not. No value of a credential is in here.</summary>
/// <param name="Time">When it arrived.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Clean">Whether the key came, once, and nothing else that tells who asks.</param>
/// <param name="Judgement">The same in a line for a person.</param>
/// <param name="Credentials">Every header with a credential.</param>
/// <param name="Cookies">How many cookies came.</param>
/// <param name="BrokerHeaders">Headers that only a broker's callers send.</param>
/// <param name="TrailHeaders">Headers that tell where the request came from.</param>
/// <param name="InBody">Credentials found in the body.</param>
internal sealed record RequestVerdict(
    DateTimeOffset Time,
    string Method,
    string Path,
    bool Clean,
    string Judgement,
    IReadOnlyList<CredentialView> Credentials,
    int Cookies,
    IReadOnlyList<string> BrokerHeaders,
    IReadOnlyList<string> TrailHeaders,
    IReadOnlyList<string> InBody);
