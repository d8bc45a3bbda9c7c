using System.Globalization;
using System.Text;
using System.Text.Json;
using Broker.Service.Forwarding;

namespace Broker.Tests.Requests;

public class IndentedJsonTests
{
    private static readonly string[] Scalars =
    [
        "0", "-0.0", "1E+400", "12345678901234567890", "true", "false", "null", "\"\"", "\"text\"", "\"\\ud800\"", "\"\\u00e9é<>'+&\"", "\"{[,:]}\"", "\"\\\"\\\\\"",
    ];

    private static readonly string[] Gaps = ["", " ", "\n", "\t\r\n  "];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pieces_AnyJson_KeepsEveryTokenAndLaysThemOutAsTheWriterWould(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 250; round++)
        {
            var json = Value(random, 0);
            var indented = Indented(json, outerDepth: 0);

            Assert.Equal(Tokens(json), Tokens(indented));
            Assert.Equal(Laid(indented), indented);
        }
    }

    [Fact]
    public void Pieces_InsideOtherLevels_IndentsByThemToo() =>
        Assert.Equal("[\n      1\n    ]", Indented("[1]", outerDepth: 2));

    [Fact]
    public void Pieces_AtGreatestDepth_IsLaidOutToo()
    {
        var json = new string('[', 64) + new string(']', 64);

        var indented = Indented(json, outerDepth: 1);

        Assert.Equal(json, string.Concat(indented.Where(character => !char.IsWhiteSpace(character))));
        Assert.Contains("\n" + new string(' ', 2 * 64) + "[]\n", indented, StringComparison.Ordinal);
    }

    private static string Indented(string json, int outerDepth)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var indented = new StringBuilder();
        var pieces = new IndentedJson(bytes, outerDepth);
        while (pieces.TryRead(out var gap, out var token))
        {
            indented.Append(Encoding.UTF8.GetString(gap.Span)).Append(Encoding.UTF8.GetString(token.Span));
        }

        var text = indented.ToString();
        Assert.Equal(Encoding.UTF8.GetByteCount(text), IndentedJson.Measure(bytes, outerDepth));
        return text;
    }

    private static string Value(Random random, int depth)
    {
        string Gap() => Gaps[random.Next(Gaps.Length)];
        var members = Enumerable.Range(0, random.Next(4));
        return (depth > 5 ? 0 : random.Next(3)) switch
        {
            1 => $"[{Gap()}{string.Join($"{Gap()},{Gap()}", members.Select(_ => Value(random, depth + 1)))}{Gap()}]",
            2 => $"{{{Gap()}{string.Join($"{Gap()},{Gap()}", members.Select(i => $"\"k{i % 2}\\u000{i}\"{Gap()}:{Gap()}{Value(random, depth + 1)}"))}{Gap()}}}",
            _ => Scalars[random.Next(Scalars.Length)],
        };
    }

    /// <summary>Kind and raw bytes of each token.</summary>
    private static List<string> Tokens(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var tokens = new List<string>();
        while (reader.Read())
        {
            tokens.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.TokenType} {Encoding.UTF8.GetString(reader.ValueSpan)}"));
        }

        return tokens;
    }

    /// <summary>The same tokens in the framework's own layout.</summary>
    private static string Laid(string json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 2, NewLine = "\n" }))
        {
            // Names and scalars are replaced by placeholders and put back: the writer would spell them in its own way.
            WriteLayout(writer, json);
        }

        var layout = Encoding.UTF8.GetString(stream.ToArray());
        var spelled = new Queue<string>(Spelled(json));
        return string.Concat(layout.Split("\"@\"").SelectMany((part, i) => i == 0 ? [part] : (string[])[spelled.Dequeue(), part]));
    }

    private static void WriteLayout(Utf8JsonWriter writer, string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName("@");
                    break;
                default:
                    writer.WriteStringValue("@");
                    break;
            }
        }
    }

    /// <summary>Names and scalars as they were written.</summary>
    private static List<string> Spelled(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var spelled = new List<string>();
        while (reader.Read())
        {
            var text = Encoding.UTF8.GetString(reader.ValueSpan);
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                spelled.Add($"\"{text}\"");
            }
            else if (text is not ("{" or "}" or "[" or "]"))
            {
                spelled.Add(text);
            }
        }

        return spelled;
    }
}
