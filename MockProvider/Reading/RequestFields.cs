using System.Text.Json;
using MockProvider.Errors;

namespace MockProvider.Reading;

/// <summary>Reads the members of one JSON object; a fault is reported under the member's full name, and reading goes on with a blank.</summary>
internal sealed class RequestFields(JsonElement element, string path, Faults faults)
{
    public Faults Faults => faults;

    /// <summary>The object itself.</summary>
    public JsonElement Element => element;

    /// <summary>The member's full name, such as <c>messages[0].role</c>.</summary>
    public string Name(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The member, unless it is absent or null.</summary>
    public JsonElement? Get(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string RequiredString(string name)
    {
        if (Get(name) is not { } value)
        {
            faults.Report(OpenAiErrors.MissingParameter(Name(name)));
            return string.Empty;
        }

        return String(name, value) ?? string.Empty;
    }

    public string? OptionalString(string name) => Get(name) is { } value ? String(name, value) : null;

    public bool Boolean(string name, bool fallback)
    {
        switch (Get(name))
        {
            case null:
                return fallback;
            case { ValueKind: JsonValueKind.True or JsonValueKind.False } value:
                return value.GetBoolean();
            case { } value:
                faults.Report(OpenAiErrors.WrongType(Name(name), "a boolean", JsonKinds.Say(value)));
                return fallback;
        }
    }

    public long? Integer(string name)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
        {
            return number;
        }

        faults.Report(OpenAiErrors.WrongType(Name(name), "an integer", JsonKinds.Say(value)));
        return null;
    }

    public RequestFields? RequiredObject(string name)
    {
        if (Get(name) is null)
        {
            faults.Report(OpenAiErrors.MissingParameter(Name(name)));
        }

        return Object(name);
    }

    public RequestFields? Object(string name)
    {
        switch (Get(name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.Object } value:
                return new RequestFields(value, Name(name), faults);
            case { } value:
                faults.Report(OpenAiErrors.WrongType(Name(name), "an object", JsonKinds.Say(value)));
                return null;
        }
    }

    /// <summary>The objects of an array that may be absent, but not empty.</summary>
    public IReadOnlyList<RequestFields> OptionalObjects(string name) => Get(name) is null ? [] : RequiredObjects(name);

    /// <summary>The objects of an array that must not be empty.</summary>
    public IReadOnlyList<RequestFields> RequiredObjects(string name)
    {
        switch (Get(name))
        {
            case null:
                faults.Report(OpenAiErrors.MissingParameter(Name(name)));
                return [];
            case { ValueKind: JsonValueKind.Array } value when value.GetArrayLength() == 0:
                faults.Report(OpenAiErrors.EmptyArray(Name(name)));
                return [];
            case { ValueKind: JsonValueKind.Array } value:
                return [.. value.EnumerateArray().Select((item, index) => Item($"{Name(name)}[{index}]", item)).OfType<RequestFields>()];
            case { } value:
                faults.Report(OpenAiErrors.WrongType(Name(name), "an array of objects", JsonKinds.Say(value)));
                return [];
        }
    }

    private RequestFields? Item(string name, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Object)
        {
            return new RequestFields(item, name, faults);
        }

        faults.Report(OpenAiErrors.WrongType(name, "an object", JsonKinds.Say(item)));
        return null;
    }

    private string? String(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        faults.Report(OpenAiErrors.WrongType(Name(name), "a string", JsonKinds.Say(value)));
        return null;
    }
}
