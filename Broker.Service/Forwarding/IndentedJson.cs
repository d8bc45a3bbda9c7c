using System.Buffers;
using System.Text.Json;
using Broker.Service.Checks;

namespace Broker.Service.Forwarding;

/// <summary>Reformats valid JSON. Only white space changes; numbers and strings stay as written.</summary>
internal static class IndentedJson
{
    /// <summary>Returns the value indented by two spaces per level; empty arrays and objects stay on one line.</summary>
    /// <param name="json">A body that passed the JSON check; an empty one counts as <c>{}</c>.</param>
    /// <param name="outerDepth">Number of levels around the value.</param>
    public static ReadOnlySpan<byte> From(ReadOnlySpan<byte> json, int outerDepth)
    {
        if (json.IsEmpty)
        {
            return "{}"u8;
        }

        var output = new ArrayBufferWriter<byte>(json.Length * 2);
        var reader = new Utf8JsonReader(json, JsonBody.ReaderOptions);
        var previous = JsonTokenType.None;
        while (reader.Read())
        {
            WriteGap(output, previous, reader.TokenType, outerDepth + reader.CurrentDepth);
            WriteToken(output, reader);
            previous = reader.TokenType;
        }

        return output.WrittenSpan;
    }

    private static void WriteGap(ArrayBufferWriter<byte> output, JsonTokenType previous, JsonTokenType current, int depth)
    {
        if (previous is JsonTokenType.None)
        {
            return;
        }

        if (previous is JsonTokenType.PropertyName)
        {
            output.Write(": "u8);
            return;
        }

        var opens = previous is JsonTokenType.StartObject or JsonTokenType.StartArray;
        var closes = current is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (opens && closes)
        {
            return;
        }

        if (!opens && !closes)
        {
            output.Write(","u8);
        }

        output.Write("\n"u8);
        var indent = output.GetSpan(2 * depth)[..(2 * depth)];
        indent.Fill((byte)' ');
        output.Advance(indent.Length);
    }

    private static void WriteToken(ArrayBufferWriter<byte> output, in Utf8JsonReader reader)
    {
        var quoted = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        if (quoted)
        {
            output.Write("\""u8);
        }

        output.Write(reader.ValueSpan);
        if (quoted)
        {
            output.Write("\""u8);
        }
    }
}
