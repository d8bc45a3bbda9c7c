using System.Text;
using System.Text.Json;

namespace Broker.Service.Configuration.Reading;

/// <summary>A place in a JSON file, counted as editors do.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, in characters from 1.</param>
/// <param name="Found">The character there; null at the end of the file.</param>
internal sealed record JsonPlace(int Line, int Column, string? Found)
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>Returns the place of a byte.</summary>
    /// <param name="json">The file, without a byte order mark.</param>
    /// <param name="offset">Offset in bytes.</param>
    public static JsonPlace At(ReadOnlySpan<byte> json, long offset)
    {
        var before = json[..(int)Math.Clamp(offset, 0, json.Length)];
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf(LineFeed) + 1)..]) + 1;
        return new(before.Count(LineFeed) + 1, column, ReadCharacter(json[before.Length..]));
    }

    /// <summary>Returns the place of a syntax error.</summary>
    /// <param name="failure">Counts lines and bytes from 0.</param>
    /// <param name="json">The file, without a byte order mark.</param>
    public static JsonPlace FromException(JsonException failure, ReadOnlySpan<byte> json)
    {
        var start = 0;
        for (var line = failure.LineNumber ?? 0; line > 0 && json[start..].IndexOf(LineFeed) is >= 0 and var length; line--)
        {
            start += length + 1;
        }

        return At(json, start + (failure.BytePositionInLine ?? 0));
    }

    public override string ToString() => $"line {Line}, column {Column}";

    private static string? ReadCharacter(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return null;
        }

        Rune.DecodeFromUtf8(rest, out var rune, out _);
        return rune.ToString();
    }
}
