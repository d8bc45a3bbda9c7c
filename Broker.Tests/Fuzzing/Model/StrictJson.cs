using System.Text;
using System.Text.Json;

namespace Broker.Tests.Fuzzing.Model;

/// <summary>RFC 8259 as its grammar reads, over UTF-8 (RFC 3629), one character for each byte; nesting up to 64. Two opinions that must agree.</summary>
internal static class StrictJson
{
    /// <summary>Deepest nesting.</summary>
    public const int Deepest = 64;

    /// <summary>Whether it is one JSON value.</summary>
    public static bool Accepts(string bytes)
    {
        var accepted = IsUtf8(bytes) && JsonGrammar.Accepts(bytes);
        Assert.True(accepted == FrameworkAccepts(bytes), $"Two parsers disagree about {Wire.Printed.From(bytes)}");
        return accepted;
    }

    private static bool IsUtf8(string bytes)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(Encoding.Latin1.GetBytes(bytes));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool FrameworkAccepts(string bytes)
    {
        if (!IsUtf8(bytes))
        {
            // The framework looks into strings only when they are read.
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(bytes), new JsonDocumentOptions { MaxDepth = Deepest });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
