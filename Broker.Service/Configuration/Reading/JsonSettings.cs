using System.Text;
using System.Text.Json;

namespace Broker.Service.Configuration.Reading;

/// <summary>
/// Turns the bytes of a configuration file into raw settings. Reads tokens itself: a binder stops at the first bad value and
/// takes a string for an empty list, and a document keeps duplicate keys to itself.
/// </summary>
internal ref struct JsonSettings(ReadOnlySpan<byte> json, string path, List<ConfigurationProblem> problems)
{
    private const int DeepestNesting = 64;

    private readonly ReadOnlySpan<byte> _json = json;
    private Utf8JsonReader _reader = new(json, new JsonReaderOptions
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = DeepestNesting,
    });

    /// <summary>Returns the settings, or null after at least one problem was noted.</summary>
    public RawSetting.Object? Read()
    {
        try
        {
            _reader.Read();
            var root = Value("");
            while (_reader.Read())
            {
                // Whatever follows the value is an error, which the reader reports.
            }

            if (root is RawSetting.Object settings)
            {
                return settings;
            }

            Report($"The file holds {root.Described}; it must hold one object: {{ \"upstream_base_url\": … }}.");
        }
        catch (JsonException failure)
        {
            Report(Explanation(failure));
        }

        return null;
    }

    private RawSetting Value(string key) => _reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(key),
        JsonTokenType.StartArray => List(key),
        JsonTokenType.String => Scalar(RawKind.Text, Text(key)),
        JsonTokenType.Number => Scalar(RawKind.Number, Spelling()),
        JsonTokenType.True or JsonTokenType.False => Scalar(RawKind.Flag, Spelling()),
        JsonTokenType.Null => Scalar(RawKind.Null, Spelling()),
        var other => throw new InvalidOperationException($"No value begins with {other}."),
    };

    private RawSetting.Object Object(string key)
    {
        var members = new Dictionary<string, RawSetting>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(key);
            var member = key.Length == 0 ? name : $"{key}.{name}";
            _reader.Read();
            if (!members.TryAdd(name, Value(member)))
            {
                problems.Add(new(DisplayText.Plain(member), null, "The key stands in the file twice. Keep one of them.", SettingOrigin.File));
            }
        }

        return new(members, SettingOrigin.File);
    }

    private RawSetting.List List(string key)
    {
        var items = new List<RawSetting>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value($"{key}[{items.Count}]"));
        }

        return new(items, SettingOrigin.File);
    }

    private readonly string Text(string key)
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 without its other half, or bytes that are no UTF-8.
            var place = JsonPlace.At(_json, _reader.TokenStartIndex);
            problems.Add(new(
                key.Length == 0 ? path : DisplayText.Plain(key),
                null,
                $"The string at {place} is not valid text (half a surrogate pair, or bytes that are not UTF-8). Write it anew, and save the file as UTF-8.",
                SettingOrigin.File));
            return "";
        }
    }

    private readonly string Spelling() => Encoding.UTF8.GetString(_reader.ValueSpan);

    private static RawSetting.Scalar Scalar(RawKind kind, string text) => new(kind, text, SettingOrigin.File);

    private readonly string Explanation(JsonException failure)
    {
        var place = JsonPlace.Of(failure, _json);
        if (_reader.CurrentDepth >= DeepestNesting - 1 && place.Found is "[" or "{")
        {
            return $"Not a configuration: nested deeper than {DeepestNesting} levels at {place}.";
        }

        // The message of the exception is not used: it can repeat a piece of the file.
        return place.Found is { } found
            ? $"Not valid JSON at {place}: unexpected {DisplayText.Quote(found)}. Look there, or just before, for a missing comma, quotation mark or bracket."
            : $"Not valid JSON at {place}: the file ends too early. Look for a missing bracket or quotation mark.";
    }

    private readonly void Report(string remedy) => problems.Add(new(DisplayText.Plain(path, 400), null, remedy, SettingOrigin.File));
}
