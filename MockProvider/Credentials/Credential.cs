namespace MockProvider.Credentials;

/// <summary>What a request brought along to prove who it is.</summary>
internal enum Credential
{
    /// <summary>Exactly one Authorization header, with the key the mock accepts.</summary>
    ProviderKey,

    /// <summary>No Authorization header.</summary>
    Missing,

    /// <summary>Anything else: another key, another scheme, the header twice.</summary>
    Wrong,
}
