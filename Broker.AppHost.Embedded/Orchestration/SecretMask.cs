namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>Replaces secrets wherever something is shown, also inside longer texts.</summary>
internal sealed class SecretMask
{
    /// <summary>What is shown instead.</summary>
    public const string Mask = "***";

    /// <summary>Shorter secrets are masked only where they stand alone: inside other text they would match anything.</summary>
    private const int ShortestInside = 4;

    private readonly string[] _secrets;

    /// <summary>Learns the secrets.</summary>
    /// <param name="secrets">Their values; empty ones are ignored.</param>
    public SecretMask(IEnumerable<string?> secrets) =>
        // Longest first: one secret may begin with another.
        _secrets = [.. secrets.OfType<string>().Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length)];

    /// <summary><paramref name="text"/> without secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
        {
            if (text == secret)
            {
                return Mask;
            }

            if (secret.Length >= ShortestInside)
            {
                text = text.Replace(secret, Mask, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
