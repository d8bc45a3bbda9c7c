using System.Security.Cryptography;

namespace Broker.Wire;

/// <summary>A request as bytes: by default one that the broker forwards. Each part can be spoilt.</summary>
internal sealed record RawRequest
{
    // No letter of it stands in what precedes it.
    private const string TailLetters = "0123456789ABCDEFGH";

    /// <summary>The caller token that the tests give their brokers; another one in each run.</summary>
    public static string TestToken { get; } = "T0ken-of-" + NewTail();

    public string Method { get; init; } = "POST";

    public string Target { get; init; } = "/v1/responses";

    public string Version { get; init; } = "HTTP/1.1";

    /// <summary>Value of the <c>Host</c> header; null for none.</summary>
    public string? Host { get; init; } = "127.0.0.1:8791";

    /// <summary>Value of <c>X-Broker-Token</c>; null for none.</summary>
    public string? Token { get; init; } = TestToken;

    /// <summary>Further header lines, without line breaks.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public string Body { get; init; } = "{}";

    /// <summary>Whether <c>Content-Length</c> announces the body; otherwise a header must, or it stands there unannounced.</summary>
    public bool IsLengthAnnounced { get; init; } = true;

    /// <summary>Whether the connection ends after the answer.</summary>
    public bool IsLast { get; init; } = true;

    /// <summary>The request, one character for each byte.</summary>
    public string Text
    {
        get
        {
            var lines = new List<string> { $"{Method} {Target} {Version}" };
            lines.AddRange(Host is null ? [] : [$"Host: {Host}"]);
            lines.AddRange(Token is null ? [] : [$"X-Broker-Token: {Token}"]);
            lines.AddRange(Headers);
            lines.AddRange(IsLengthAnnounced ? [$"Content-Length: {Body.Length}"] : []);
            lines.AddRange(IsLast ? ["Connection: close"] : []);
            return $"{string.Join("\r\n", lines)}\r\n\r\n{Body}";
        }
    }

    /// <summary>A text with nothing in it that a terminal would not show.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Select(letter => letter is >= ' ' and < '\u007f' ? $"{letter}" : $"\\x{(int)letter:x2}"));

    /// <summary>Ten letters that nobody has seen before: the end of a secret for tests.</summary>
    public static string NewTail() => RandomNumberGenerator.GetString(TailLetters, 10);
}
