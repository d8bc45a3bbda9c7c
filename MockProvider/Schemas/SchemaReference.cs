using System.Text.Json;

namespace MockProvider.Schemas;

/// <summary>Finds what a <c>$ref</c> stands for; only references within the schema are followed, so nothing is ever fetched.</summary>
internal static class SchemaReference
{
    public static bool TryResolve(JsonElement root, JsonElement reference, out JsonElement target)
    {
        target = root;
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not { } pointer)
        {
            return false;
        }

        if (pointer == "#")
        {
            return true;
        }

        return pointer.StartsWith("#/", StringComparison.Ordinal) && TryWalk(Uri.UnescapeDataString(pointer[2..]).Split('/'), ref target);
    }

    private static bool TryWalk(IEnumerable<string> steps, ref JsonElement target)
    {
        foreach (var step in steps)
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (target.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < target.GetArrayLength())
            {
                target = target[index];
            }
            else if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(name, out target))
            {
                return false;
            }
        }

        return true;
    }
}
