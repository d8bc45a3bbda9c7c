namespace Broker.Tests.Leaks;

/// <summary>The caller token and the provider key of this run. They are made anew for each: seen somewhere, they come from it.</summary>
internal static class Canaries
{
    /// <summary>How the token is written where only a constant can stand: see <see cref="In"/>.</summary>
    public const string WrittenToken = "T0ken-of-the-caller";

    /// <summary>How the key is written there.</summary>
    public const string WrittenKey = "sk-provider-key-0123456789";

    private const string TokenTail = "the-caller";
    private const string KeyTail = "0123456789";

    /// <summary>The caller token.</summary>
    public static string Token => RawRequest.TestToken;

    /// <summary>The provider key, as long as it is written.</summary>
    public static string Key { get; } = WrittenKey.Replace(KeyTail, RawRequest.NewTail(), StringComparison.Ordinal);

    /// <summary>A text with the run's own values in the places of the written ones.</summary>
    public static string In(string text) => text
        .Replace(TokenTail, Token[^TokenTail.Length..], StringComparison.Ordinal)
        .Replace(KeyTail, Key[^KeyTail.Length..], StringComparison.Ordinal);
}
