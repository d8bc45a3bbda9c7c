using System.Text;
using System.Text.Json;

namespace Broker.Service.Checks;

/// <summary>Validates JSON (RFC 8259) without building a document.</summary>
internal static class JsonBody
{
    /// <summary>Limit of nested arrays and objects.</summary>
    public const int MaxDepth = 64;

    private const int MaxModelLength = 128;

    /// <summary>Reader options for bodies: no comments, no trailing commas, one value.</summary>
    public static JsonReaderOptions ReaderOptions => new() { MaxDepth = MaxDepth };

    /// <summary>Validates the whole body.</summary>
    /// <param name="model">The string of the only <c>model</c> at the top level, if it is short and printable ASCII; else null.</param>
    /// <returns>True if the body is one JSON value in UTF-8, not nested too deeply.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out string? model)
    {
        var scanner = new JsonScanner(body);
        var isJson = scanner.TryReadAll();
        model = isJson && scanner.Models == 1 ? Printable(scanner.Model) : null;
        return isJson;
    }

    /// <summary>Returns true for a body that begins with the mark of UTF-8 or UTF-16.</summary>
    /// <param name="body">The body.</param>
    public static bool HasByteOrderMark(ReadOnlySpan<byte> body) => body is [0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private static string? Printable(ReadOnlySpan<byte> quoted) =>
        quoted.Length is > 2 and <= MaxModelLength + 2
        && quoted[1..^1] is var text
        && !text.Contains((byte)'\\')
        && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~')
            ? Encoding.ASCII.GetString(text)
            : null;
}
