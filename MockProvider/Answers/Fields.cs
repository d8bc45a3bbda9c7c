using System.Text.Json;

namespace MockProvider.Answers;

/// <summary>
/// Reads the members of a JSON object of a request; the first that is wrong is refused under its full name, as <c>messages[0].role</c>.
/// </summary>
internal sealed class Fields(JsonElement element, string path = "")
{
    public JsonElement Element => element;

    /// <summary>Reads a body.</summary>
    /// <exception cref="ApiException">It is not a JSON object, or holds a text that is none.</exception>
    public static Fields Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement.Clone();
            if (root.ValueKind == JsonValueKind.Object && IsText(root))
            {
                return new Fields(root);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8, pass the parser and fail when they are read.
        }

        throw new ApiException(Errors.InvalidJson());
    }

    public string Name(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The member, unless it is absent or null.</summary>
    public JsonElement? Get(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public JsonElement Required(string name) => Get(name) ?? throw new ApiException(Errors.Missing(Name(name)));

    public string Text(string name) => AsText(name, Required(name));

    public string? OptionalText(string name) => Get(name) is { } value ? AsText(name, value) : null;

    /// <summary>A text that must be one of a few.</summary>
    public string Choice(string name, params IReadOnlyList<string> allowed) =>
        Text(name) is var value && allowed.Contains(value) ? value : throw new ApiException(Errors.WrongValue(Name(name), allowed));

    public bool Flag(string name, bool fallback = false) => Get(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new ApiException(Errors.WrongType(Name(name), "a boolean")),
    };

    public int? Integer(string name, int least)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        var number = 0;
        return value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out number)
                ? throw new ApiException(Errors.WrongType(Name(name), "an integer"))
            : number < least ? throw new ApiException(Errors.TooSmall(Name(name), least))
            : number;
    }

    public Fields? Object(string name) => Get(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new Fields(value, Name(name)),
        _ => throw new ApiException(Errors.WrongType(Name(name), "an object")),
    };

    public Fields RequiredObject(string name) => Object(name) ?? throw new ApiException(Errors.Missing(Name(name)));

    /// <summary>The objects of an array; none when there is no such member.</summary>
    public IReadOnlyList<Fields> Objects(string name)
    {
        if (Get(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((item, index) => Item(item, $"{Name(name)}[{index}]"))]
            : throw new ApiException(Errors.WrongType(Name(name), "an array of objects"));
    }

    /// <summary>The objects of an array that must not be empty.</summary>
    public IReadOnlyList<Fields> RequiredObjects(string name)
    {
        Required(name);
        return Objects(name) is { Count: > 0 } objects ? objects : throw new ApiException(Errors.EmptyArray(Name(name)));
    }

    /// <summary>The text of a message, whose content is a text or a list of parts; parts without text count as empty.</summary>
    public string Content(string name) => Required(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } => string.Concat(Objects(name).Select(part => part.OptionalText("text"))),
        _ => throw new ApiException(Errors.WrongType(Name(name), "a string or an array of objects")),
    };

    private static Fields Item(JsonElement item, string path) =>
        item.ValueKind == JsonValueKind.Object ? new Fields(item, path) : throw new ApiException(Errors.WrongType(path, "an object"));

    private string AsText(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new ApiException(Errors.WrongType(Name(name), "a string"));

    private static bool IsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsText),
        JsonValueKind.String => value.GetString() is not null,
        _ => true,
    };
}
