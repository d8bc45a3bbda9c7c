using FsCheck;
using FsCheck.Fluent;

namespace Broker.Tests.Fuzzing.Generating;

/// <summary>Changes a text in one or a few places.</summary>
internal static class Spoiling
{
    /// <summary>Bytes that mean something in a target, or should mean nothing.</summary>
    public const string TargetBytes = "/.%?#;\\@:*+&=~aZ09-_\"<\u0001\t\u007f\u0080\u00ff";

    /// <summary>Bytes that mean something in JSON, or nothing anywhere.</summary>
    public const string JsonBytes = "{}[],:\"\\/01.eE+-ntfu \t\n\r\0\u0001\u001f\u007f\u0080\u00a9\u00c3\u00ed\u00ef\u00f4\u00ff'*#";

    /// <summary>One place changed: a byte put in, taken out or replaced, a stretch doubled, or the rest cut off.</summary>
    public static Gen<string> Bytes(string text, string bytes) =>
        from at in Gen.Choose(0, text.Length)
        from how in Gen.Choose(0, 5)
        from one in Gen.Elements(bytes.ToCharArray())
        from length in Gen.Choose(1, 4)
        select Change(text, at, how, one, length);

    /// <summary>So changed once, twice or three times.</summary>
    public static Gen<string> BytesRepeatedly(string text, string bytes) => Gen.Frequency(
        (3, Bytes(text, bytes)),
        (1, from once in Bytes(text, bytes) from twice in Bytes(once, bytes) select twice),
        (1, from once in Bytes(text, bytes) from twice in Bytes(once, bytes) from thrice in Bytes(twice, bytes) select thrice));

    private static string Change(string text, int at, int how, char one, int length)
    {
        var end = Math.Min(at + length, text.Length);
        return how switch
        {
            0 or 1 => text.Insert(at, one.ToString()),
            2 => text[..at] + one + text[Math.Min(at + 1, text.Length)..],
            3 => text[..at] + text[end..],
            4 => text[..end] + text[at..],
            _ => text[..at],
        };
    }
}
