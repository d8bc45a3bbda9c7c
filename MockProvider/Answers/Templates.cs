using System.Reflection;
using System.Text.Json.Nodes;

namespace MockProvider.Answers;

/// <summary>
/// The JSON shapes of a dialect: the members of its files in <c>Templates/</c>. A text <c>"{{name}}"</c> in a shape stands for a value.
/// </summary>
internal sealed class Templates
{
    private readonly Dictionary<string, JsonNode> _shapes = new(StringComparer.Ordinal);

    /// <summary>Reads every template of a dialect.</summary>
    /// <param name="dialect">The dialect's folder.</param>
    public Templates(string dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{dialect}/", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            foreach (var (shape, content) in JsonNode.Parse(file)!.AsObject())
            {
                _shapes.Add(shape, content!);
            }
        }
    }

    /// <summary>In the place of a value: the member that would have it is left out.</summary>
    public static JsonNode Absent { get; } = JsonValue.Create("(absent)");

    /// <summary>Makes a document of a shape.</summary>
    /// <exception cref="KeyNotFoundException">There is no such shape, or the shape asks for a value that is not given.</exception>
    public JsonNode Fill(string shape, params IEnumerable<(string Name, JsonNode? Value)> values)
    {
        var given = values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
        return Fill(_shapes[shape], given)!;
    }

    private static JsonNode? Fill(JsonNode? shape, Dictionary<string, JsonNode?> values)
    {
        switch (shape)
        {
            case JsonObject members:
                var made = new JsonObject();
                foreach (var (name, member) in members)
                {
                    var value = Fill(member, values);
                    if (!ReferenceEquals(value, Absent))
                    {
                        made.Add(name, value);
                    }
                }

                return made;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Fill(item, values))]);
            case JsonValue text when text.TryGetValue<string>(out var place) && place is ['{', '{', .. var name, '}', '}']:
                var given = values[name];
                return ReferenceEquals(given, Absent) ? given : given?.DeepClone();
            default:
                return shape?.DeepClone();
        }
    }
}
