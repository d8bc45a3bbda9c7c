using System.Text;
using System.Text.Json;
using MockProvider.Journal;

namespace MockProvider.Misbehaviour;

/// <summary>Finds the model that a request names, whatever else is wrong with it: in JSON, or in a form with files.</summary>
internal static class RequestedModel
{
    public static string? Of(ReceivedRequest request) =>
        request.HeaderValues("Content-Type").Any(type => type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            ? InForm(request.Body.Span)
            : InJson(request.Body.Span);

    private static string? InJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = reader.ValueTextEquals("model"u8);
                reader.Read();
                if (isModel)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or not text: then no model is named.
        }

        return null;
    }

    private static string? InForm(ReadOnlySpan<byte> body)
    {
        var name = body.IndexOf("name=\"model\""u8);
        if (name < 0)
        {
            return null;
        }

        var rest = body[name..];
        var start = rest.IndexOf("\r\n\r\n"u8);
        if (start < 0)
        {
            return null;
        }

        var value = rest[(start + 4)..];
        var end = value.IndexOf("\r\n"u8);
        return end < 0 ? null : Encoding.UTF8.GetString(value[..end]);
    }
}
