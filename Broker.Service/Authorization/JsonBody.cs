using System.Text.Json;
using System.Text.Unicode;

namespace Broker.Service.Authorization;

/// <summary>Tells JSON (RFC 8259) from what is not, without building anything of it.</summary>
internal static class JsonBody
{
    /// <summary>Deepest nesting of arrays and objects.</summary>
    public const int MaxDepth = 64;

    private const int LongestModel = 128;

    /// <summary>How bodies are read everywhere: no comments, no trailing commas, one value.</summary>
    public static JsonReaderOptions ReaderOptions => new() { MaxDepth = MaxDepth };

    /// <summary>Reads the body to its end.</summary>
    /// <param name="body">The body.</param>
    /// <param name="model">The string at the top level's only <c>model</c>, if it is short and printable ASCII; else null.</param>
    /// <returns>Whether it is one JSON value in UTF-8, not nested too deeply.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out string? model)
    {
        model = null;
        // The reader looks at what is inside strings only when asked for it.
        if (!Utf8.IsValid(body))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(body, ReaderOptions);
            var models = 0;
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && IsModel(reader))
                {
                    reader.Read();
                    model = models++ == 0 ? Printable(reader) : null;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            model = null;
            return false;
        }
    }

    private static bool IsModel(in Utf8JsonReader name)
    {
        try
        {
            return name.ValueTextEquals("model"u8);
        }
        catch (InvalidOperationException)
        {
            // The escape of a lone surrogate: JSON, but no text that could be compared.
            return false;
        }
    }

    private static string? Printable(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && !reader.ValueIsEscaped
        && reader.ValueSpan.Length is > 0 and <= LongestModel
        && !reader.ValueSpan.ContainsAnyExceptInRange((byte)'!', (byte)'~')
            ? reader.GetString()
            : null;
}
