namespace MockProvider.Credentials;

/// <summary>How OpenAI repeats a wrong key: eight characters, a star for each hidden one, four characters. A short key comes back whole.</summary>
internal static class KeyMask
{
    private const int Head = 8;
    private const int Tail = 4;

    public static string Of(string key) =>
        key.Length <= Head + Tail ? key : $"{key[..Head]}{new string('*', key.Length - Head - Tail)}{key[^Tail..]}";
}
