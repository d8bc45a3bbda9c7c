using System.Text.Json;

namespace MockProvider.Reading;

/// <summary>Reads a request body as a JSON object whose every string can be turned into text.</summary>
internal static class JsonBody
{
    private const int DeepestNesting = 64;

    public static bool TryRead(ReadOnlyMemory<byte> body, out JsonElement root)
    {
        root = default;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = DeepestNesting });
            root = document.RootElement.Clone();
            return root.ValueKind == JsonValueKind.Object && IsText(root);
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: the parser lets them pass and stumbles when they are read.
            return false;
        }
    }

    private static bool IsText(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(property => property.Name is not null && IsText(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsText),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };
}
