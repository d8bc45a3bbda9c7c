namespace MockProvider.Credentials;

/// <summary>What a span and a log line call a credential.</summary>
internal static class CredentialExtensions
{
    public static string Say(this Credential credential) => credential switch
    {
        Credential.ProviderKey => "provider key",
        Credential.Missing => "missing",
        Credential.Wrong => "wrong",
        _ => throw new ArgumentOutOfRangeException(nameof(credential), credential, "No such credential."),
    };
}
