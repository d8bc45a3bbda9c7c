using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broker.Service.Forwarding;

namespace Broker.Tests.Forwarding;

public class IndentedJsonTests
{
    private static readonly string[] Gaps = ["", " ", "\n", "\t\r\n  "];

    /// <summary>Scalars that the framework's own writer spells as they are.</summary>
    private static readonly string[] Plain = ["0", "12345678901234567890", "true", "false", "null", "\"\"", "\"text\"", "\"<>'+&\"", "\"{[,:]}\""];

    private static readonly string[] Scalars = [.. Plain, "-0.0", "1E+400", "\"\\ud800\"", "\"\\u00e9é\"", "\"\\\"\\\\\""];

    private static readonly JsonSerializerOptions Layout =
        new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", MaxDepth = 64, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pieces_AnyJson_KeepEveryTokenAndAreLaidOutAsTheWriterWould(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 250; round++)
        {
            var json = Value(random, Scalars, 0);
            Assert.Equal(Tokens(json), Tokens(Indented(json, outerDepth: 0)));

            var plain = Value(random, Plain, 0);
            using var document = JsonDocument.Parse(plain);
            Assert.Equal(JsonSerializer.Serialize(document, Layout), Indented(plain, outerDepth: 0));
        }
    }

    [Fact]
    public void Pieces_InsideOtherLevels_IndentsByThemToo() => Assert.Equal("[\n      1\n    ]", Indented("[1]", outerDepth: 2));

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

    private static string Value(Random random, string[] scalars, int depth)
    {
        string Gap() => Gaps[random.Next(Gaps.Length)];
        var members = Enumerable.Range(0, random.Next(4));
        return (depth > 5 ? 0 : random.Next(3)) switch
        {
            1 => $"[{Gap()}{string.Join($"{Gap()},{Gap()}", members.Select(_ => Value(random, scalars, depth + 1)))}{Gap()}]",
            2 => $"{{{Gap()}{string.Join($"{Gap()},{Gap()}", members.Select(i => $"\"k{i % 2}\\u000{i}\"{Gap()}:{Gap()}{Value(random, scalars, depth + 1)}"))}{Gap()}}}",
            _ => scalars[random.Next(scalars.Length)],
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
}
