using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broker.AppHost.Embedded.Dashboard.Store;

/// <summary>Writes attribute values for people.</summary>
internal static class AttributeText
{
    // People read this as text, never as markup: the page encodes it like all other text.
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The value as text: lists and maps as JSON.</summary>
    /// <param name="value">A value of an <see cref="AttributeSet"/>.</param>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value, Json),
    };
}
