using Broker.Tests.Fuzzing.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Broker.Tests.Fuzzing.Generating;

/// <summary>Bodies: JSON of every kind, JSON with something wrong in one place, and bodies about as long as the limit.</summary>
internal static class Bodies
{
    private static readonly string[] Numbers = ["0", "-0", "7", "1.5", "-0.0", "1e5", "1E+3", "-12e-3", "0e0", "123456789012345678901234567890", "1e999"];

    private static readonly string[] Pieces =
    [
        "a", "model", " ", "/", "\\/", "\\\\", "\\\"", "\\n", "\\u0000", "\\u0041", "\\ud83d\\ude00", "\\ud800", "\\udc00\\ud800", "\u00c3\u00a9", "\u00e6\u0097\u00a5",
        "\u00f0\u009f\u0098\u0080", "\u007f", "<b>&'+", "\u00e2\u0080\u00a8", "{", "]", ":", ",", "\u00ef\u00bb\u00bf",
    ];

    private static readonly string[] NoJson =
    [
        " ", "\u00ef\u00bb\u00bf{}", "NaN", "-Infinity", "{a:1}", "{'a':1}", "[1,]", "{\"a\":1,}", "{}{}", "{} x", "//c\n{}", "{}/**/", "01", "+1", "1.", ".5", "-", "1e", "TRUE", "tru",
        "\"\\x41\"", "\"\\u12\"", "\"\n\"", "\"open", "\"\u00c0\u00af\"", "\"\u00ed\u00a0\u0080\"", "\"\u00f4\u0090\u0080\u0080\"", "\"\u00c3", "\u00ff\u00fe{\0}\0", "model=x", "{\"\u00ff\":1}", "[,1]",
        "\u000b1", "\u00a01", "[1\u00c2\u00a0]", "{\"a\" 1}", "{\"a\"::1}", "{1:1}", "]", "\0",
    ];

    private static readonly Gen<string> Text = from pieces in Gen.ArrayOf(Gen.Elements(Pieces), 3) from count in Gen.Choose(0, 3) select $"\"{string.Concat(pieces.Take(count))}\"";

    private static readonly Gen<string> Space = Gen.Frequency((12, Gen.Constant("")), (1, Gen.Elements(" ", "\n", "\r\n", "\t", "  ")));

    /// <summary>JSON, and what an empty body counts as.</summary>
    public static Gen<string> Good { get; } = Gen.Frequency((1, Gen.Constant("")), (3, Gen.Constant("{}")), (8, Value(3)), (2, Model()));

    /// <summary>Anything.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (6, from json in Value(3) from spoilt in Spoiling.BytesRepeatedly(json, Spoiling.JsonBytes) select spoilt),
        (3, Gen.Elements(NoJson)),
        (2, Deep()),
        (2, AroundTheLimit()),
        (1, from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 12) from count in Gen.Choose(1, 12) select string.Concat(bytes.Take(count).Select(one => (char)one))));

    private static Gen<string> Value(int depth)
    {
        var atom = Gen.Frequency((3, Text), (2, Gen.Elements(Numbers)), (1, Gen.Elements("true", "false", "null")));
        var plain = depth == 0
            ? atom
            : Gen.Frequency(
                (2, atom),
                (1, from items in Gen.ArrayOf(Value(depth - 1), 2) from count in Gen.Choose(0, 2) from space in Space select $"[{space}{string.Join(space + ",", items.Take(count))}]"),
                (2, from values in Gen.ArrayOf(Value(depth - 1), 2) from names in Gen.ArrayOf(Text, 2) from count in Gen.Choose(0, 2) from space in Space
                    select $"{{{string.Join(",", names.Zip(values, (name, value) => $"{space}{name}{space}:{value}").Take(count))}{space}}}"));
        return from before in Space from value in plain from after in Space select before + value + after;
    }

    private static Gen<string> Model() => from name in Text from more in Gen.Elements("", ",\"stream\":true", ",\"model\":\"b\"") select $"{{\"model\":{name}{more}}}";

    private static Gen<string> Deep() =>
        from depth in Gen.Frequency((4, Gen.Choose(62, 67)), (1, Gen.Choose(68, 120)))
        from isObject in Gen.Elements(true, false)
        from missing in Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Constant(1)))
        let inside = isObject ? "1" : ""
        select string.Concat(Enumerable.Repeat(isObject ? "{\"a\":" : "[", depth)) + inside + new string(isObject ? '}' : ']', depth - missing);

    private static Gen<string> AroundTheLimit() =>
        from length in Gen.Frequency((3, Gen.Choose(BrokerFacts.Limit - 2, BrokerFacts.Limit + 2)), (1, Gen.Choose(BrokerFacts.Limit, 3 * BrokerFacts.Limit)))
        from json in Gen.Elements(true, true, false)
        select json ? $"\"{new string('a', length - 2)}\"" : new string('x', length);
}
