using System.Text.Json;
using MockProvider.Journal;

namespace MockProvider.Faults;

/// <summary>Finds the model that a request names, whatever else is wrong with it: in JSON, or in a form with files.</summary>
internal static class RequestedModel
{
    public static string? Of(ReceivedRequest request) => request.IsForm ? request.ReadForm()?["model"].FirstOrDefault() : InJson(request.Body.Span);

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
}
