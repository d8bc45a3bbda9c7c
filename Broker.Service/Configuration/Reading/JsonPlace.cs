using System.Text;
using System.Text.Json;

namespace Broker.Service.Configuration.Reading;

/// <summary>A place in a JSON file, as an editor shows it.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, in characters from 1.</param>
/// <param name="Found">The character there; null at the end of the file.</param>
internal sealed record JsonPlace(int Line, int Column, string? Found)
{
    private const byte LineFeed = (byte)'\n';

    /// <summary>The place of a byte.</summary>
    /// <param name="json">The whole file, without a byte-order mark.</param>
    /// <param name="offset">The byte.</param>
    public static JsonPlace At(ReadOnlySpan<byte> json, long offset)
    {
        var before = json[..(int)Math.Clamp(offset, 0, json.Length)];
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf(LineFeed) + 1)..]) + 1;
        return new(before.Count(LineFeed) + 1, column, FirstOf(json[before.Length..]));
    }

    /// <summary>The place a reader complained about.</summary>
    /// <param name="failure">Its complaint, which counts lines and bytes from 0.</param>
    /// <param name="json">The whole file, without a byte-order mark.</param>
    public static JsonPlace Of(JsonException failure, ReadOnlySpan<byte> json)
    {
        var start = 0;
        for (var line = failure.LineNumber ?? 0; line > 0 && json[start..].IndexOf(LineFeed) is >= 0 and var length; line--)
        {
            start += length + 1;
        }

        return At(json, start + (failure.BytePositionInLine ?? 0));
    }

    /// <inheritdoc/>
    public override string ToString() => $"line {Line}, column {Column}";

    private static string? FirstOf(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return null;
        }

        Rune.DecodeFromUtf8(rest, out var rune, out _);
        return rune.ToString();
    }
}
