using System.Text;
using System.Text.Json;

namespace Broker.Service.Configuration.Reading;

/// <summary>
/// Parses a configuration file into a tree of values, token by token: a binder would stop at the first bad value and accept a string
/// for an empty list, and a document hides duplicate keys.
/// </summary>
internal ref struct JsonSource(ReadOnlySpan<byte> json, string path, SettingsReport report)
{
    private const int DeepestNesting = 64;

    private readonly ReadOnlySpan<byte> _json = json;
    private Utf8JsonReader _reader = new(json, new JsonReaderOptions
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = DeepestNesting,
    });

    /// <summary>Returns the settings; null if a problem was reported.</summary>
    public SourceValue? Read()
    {
        try
        {
            _reader.Read();
            var root = Value("");
            while (_reader.Read())
            {
                // The reader reports whatever follows the value as an error.
            }

            if (root.Kind == SourceKind.Object)
            {
                return root;
            }

            Report($"The file holds {root.Described}; it must hold one object: {{ \"upstream_base_url\": … }}.");
        }
        catch (JsonException failure)
        {
            Report(Explanation(failure));
        }

        return null;
    }

    private SourceValue Value(string key) => _reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(key),
        JsonTokenType.StartArray => List(key),
        JsonTokenType.String => Scalar(SourceKind.Text, Text(key)),
        JsonTokenType.Number => Scalar(SourceKind.Number, Spelling()),
        JsonTokenType.True or JsonTokenType.False => Scalar(SourceKind.Flag, Spelling()),
        JsonTokenType.Null => Scalar(SourceKind.Null, Spelling()),
        var other => throw new InvalidOperationException($"No value begins with {other}."),
    };

    private SourceValue Object(string key)
    {
        var members = new Dictionary<string, SourceValue>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(key);
            var member = key.Length == 0 ? name : $"{key}.{name}";
            _reader.Read();
            if (!members.TryAdd(name, Value(member)))
            {
                report.Add(ProblemStage.File, member, null, "The key stands in the file twice. Keep one of them.", SettingOrigin.File);
            }
        }

        return new(SourceKind.Object, SettingOrigin.File) { Members = members };
    }

    private SourceValue List(string key)
    {
        var items = new List<SourceValue>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value($"{key}[{items.Count}]"));
        }

        return new(SourceKind.List, SettingOrigin.File) { Items = items };
    }

    private readonly string Text(string key)
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in an escape (\ud800), or bytes that are not UTF-8.
            var place = JsonPlace.At(_json, _reader.TokenStartIndex);
            var remedy = $"The string at {place} is not valid text (half a surrogate pair, or bytes that are not UTF-8)."
                + " Write it anew, and save the file as UTF-8.";
            report.Add(ProblemStage.File, key.Length == 0 ? path : key, null, remedy, SettingOrigin.File);
            return "";
        }
    }

    private readonly string Spelling() => Encoding.UTF8.GetString(_reader.ValueSpan);

    private static SourceValue Scalar(SourceKind kind, string text) => new(kind, SettingOrigin.File, text);

    private readonly string Explanation(JsonException failure)
    {
        var place = JsonPlace.FromException(failure, _json);
        if (_reader.CurrentDepth >= DeepestNesting - 1 && place.Found is "[" or "{")
        {
            return $"Not a configuration: nested deeper than {DeepestNesting} levels at {place}.";
        }

        // The exception's message is not used: it can quote the file.
        return place.Found is { } found
            ? $"Not valid JSON at {place}: unexpected {DisplayText.Quote(found)}. Look there, or just before, for a missing comma, quotation mark or bracket."
            : $"Not valid JSON at {place}: the file ends too early. Look for a missing bracket or quotation mark.";
    }

    private readonly void Report(string remedy) => report.Add(ProblemStage.File, path, null, remedy, SettingOrigin.File);
}
