using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Broker.Service.Checks;
using Broker.Tests.Fuzzing;

namespace Broker.Tests.Checks;

/// <summary>The broker's reading of JSON is that of <see cref="Utf8JsonReader"/>.</summary>
public class JsonScannerTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\t", "\n", "\r", "\0", "\u001f", "/", "\"a\":", "\"model\":", "\"model\":\"m\"",
        "\"mod\\u0065l\":\"m\"", "\"\\ud800\":",
        "0", "-", "-0", "01", "1.", ".5", "1.5e+3", "1E", "1e5", "true", "false", "null", "nul", "\"text\"", "\"caf\u00e9\"",
        "\"\\n\\\"\\\\\\/\\b\\f\\r\\t\"", "\"\\u00e9\"", "\"\\u00g0\"",
        "\"\\x\"", "\"\\u12", "\"\\ud800\"", "\ufeff", "[]", "{}", "[1,2]", "{\"a\":1}", "[[[[[[[[[[[[[[[[", "]]]]]]]]]]]]]]]]",
        "{\"a\":{\"a\":{\"a\":{\"a\":",
    ];

    private static readonly byte[][] PiecesOfStrings =
    [
        "a"u8.ToArray(), "some letters and"u8.ToArray(), [.. Enumerable.Repeat((byte)'b', 61)], "\\\\"u8.ToArray(), "\\\""u8.ToArray(),
        "\\n"u8.ToArray(), "\\u00e9"u8.ToArray(),
        "\\ud83d\\ude00"u8.ToArray(), "\u00e9"u8.ToArray(), "\u4e2d\u6587"u8.ToArray(), "\U0001f600"u8.ToArray(),
        [.. Enumerable.Repeat("\u0416"u8.ToArray(), 40).SelectMany(letter => letter)],
        "\\"u8.ToArray(), "\\u12"u8.ToArray(), "\\x"u8.ToArray(), "\""u8.ToArray(), "\n"u8.ToArray(), [0x80], [0xc3], [0xed, 0xa0, 0x80],
        [0xf5, 0x80, 0x80, 0x80], [0x7f], [0],
    ];

    [Fact]
    public void Body_OfPiecesThatMayOrMayNotFit_IsReadAsTheFrameworkReadsIt()
    {
        var random = new Random((int)FuzzSeed.Value);
        var accepted = 0;
        for (var i = 0; i < 25_000; i++)
        {
            var body = Encoding.UTF8.GetBytes(string.Concat(random.GetItems(Pieces, random.Next(1, 9))));
            AssertSame(body);
            accepted += JsonBody.TryRead(body, out _) ? 1 : 0;
        }

        Assert.InRange(accepted, 100, 24_900);
    }

    [Fact]
    public void Body_ThatIsJsonButForOneByte_IsReadAsTheFrameworkReadsIt()
    {
        var random = new Random((int)FuzzSeed.Value);
        var whole = Encoding.UTF8.GetBytes("""
            {"model":"gpt-4o-mini","n":[-0,1.25,3e-7,null,true,false,{}],"messages":[{"role":"user","content":"caf\u00e9 é \"quoted\" \\ \/ \ud83d\ude00\n"}], "deep":[[[{"a":[[]]}]]] }
            """);
        AssertSame(whole);
        for (var i = 0; i < 12_000; i++)
        {
            var body = whole.ToArray();
            body[random.Next(body.Length)] = (byte)random.Next(256);
            AssertSame(random.Next(4) == 0 ? body[..random.Next(body.Length)] : body);
        }
    }

    [Theory]
    [InlineData("\\n", true)]
    [InlineData("\\\"", true)]
    [InlineData("\\\\", true)]
    [InlineData("\\u00e9", true)]
    [InlineData("\u00e9", true)]
    [InlineData("\\x", false)]
    [InlineData("\\u00g0", false)]
    [InlineData("\u0001", false)]
    [InlineData("\"", false)]
    public void Body_OneStringWithSomethingSpecialAtAnyPlace_IsReadAsTheFrameworkReadsIt(string special, bool isJson)
    {
        for (var before = 0; before < 140; before++)
        {
            for (var after = 1; after < 140; after += 17)
            {
                var body = Encoding.UTF8.GetBytes($"\"{new string('a', before)}{special}{new string('b', after)}\"");
                AssertSame(body);
                AssertSame(body[..^1]);
                Assert.Equal(isJson, JsonBody.TryRead(body, out _));
            }
        }
    }

    [Fact]
    public void Body_OneStringOfManyPieces_IsReadAsTheFrameworkReadsIt()
    {
        var random = new Random((int)FuzzSeed.Value);
        var accepted = 0;
        for (var i = 0; i < 25_000; i++)
        {
            // Few kinds in each: a string with something wrong in every block would be refused at the first.
            var pieces = random.GetItems(PiecesOfStrings, 4);
            byte[] body = [(byte)'"', .. random.GetItems(pieces, random.Next(1, 60)).SelectMany(piece => piece), (byte)'"'];
            AssertSame(body);
            accepted += JsonBody.TryRead(body, out _) ? 1 : 0;
        }

        Assert.InRange(accepted, 2_500, 22_500);
    }

    private static void AssertSame(byte[] body)
    {
        var expected = Read(body);
        var actual = (JsonBody.TryRead(body, out var model), model);
        if (actual != expected)
        {
            Assert.Fail($"{FuzzSeed.Variable}={FuzzSeed.Value}: {actual} in place of {expected} for {Convert.ToHexString(body)}: {Encoding.UTF8.GetString(body)}");
        }
    }

    private static (bool IsJson, string? Model) Read(byte[] body)
    {
        if (!Utf8.IsValid(body))
        {
            return (false, null);
        }

        try
        {
            var reader = new Utf8JsonReader(body, JsonBody.ReaderOptions);
            var models = new List<string?>();
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && NameOf(reader) == "model")
                {
                    reader.Read();
                    models.Add(reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? reader.GetString() : null);
                }
            }

            return (true, models is [{ Length: > 0 and <= 128 } only] && only.All(letter => letter is >= '!' and <= '~') ? only : null);
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }

    private static string? NameOf(Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
