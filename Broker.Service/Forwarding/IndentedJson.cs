using System.Text.Json;
using Broker.Service.Checks;

namespace Broker.Service.Forwarding;

/// <summary>
/// Reformats valid JSON piece by piece, so that no more than a piece of it is in memory: indented, a short body becomes sixty times as long.
/// Only white space changes; numbers and strings stay as written. Indented by two spaces per level; empty arrays and objects stay on one line.
/// </summary>
/// <param name="json">A body that passed the JSON check.</param>
/// <param name="outerDepth">Number of levels around the value.</param>
internal struct IndentedJson(ReadOnlyMemory<byte> json, int outerDepth)
{
    private const int MaxOuterDepth = 8;

    private static readonly byte[] Colon = [.. ": "u8];
    private static readonly byte[] CommaAndLine = [.. ",\n"u8, .. Enumerable.Repeat((byte)' ', 2 * (JsonBody.MaxDepth + MaxOuterDepth))];

    private JsonReaderState _state = new(JsonBody.ReaderOptions);
    private JsonTokenType _previous;
    private int _position;

    /// <summary>Returns the length of the reformatted value, in bytes.</summary>
    public static long Measure(ReadOnlyMemory<byte> json, int outerDepth)
    {
        var length = 0L;
        var pieces = new IndentedJson(json, outerDepth);
        while (pieces.TryRead(out var gap, out var token))
        {
            length += gap.Length + token.Length;
        }

        return length;
    }

    /// <summary>Reads the next token.</summary>
    /// <param name="gap">What stands before it: a comma, a colon, a new line and its indentation.</param>
    /// <param name="token">The token as written.</param>
    /// <returns>False at the end.</returns>
    public bool TryRead(out ReadOnlyMemory<byte> gap, out ReadOnlyMemory<byte> token)
    {
        // The reader cannot outlive a wait for the host, its state can.
        var reader = new Utf8JsonReader(json.Span[_position..], isFinalBlock: true, _state);
        if (!reader.Read())
        {
            (gap, token) = (default, default);
            return false;
        }

        var quotes = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0;
        gap = Gap(reader.TokenType, outerDepth + reader.CurrentDepth);
        token = json.Slice(_position + (int)reader.TokenStartIndex, reader.ValueSpan.Length + quotes);
        (_previous, _state, _position) = (reader.TokenType, reader.CurrentState, _position + (int)reader.BytesConsumed);
        return true;
    }

    private readonly ReadOnlyMemory<byte> Gap(JsonTokenType current, int depth)
    {
        var opens = _previous is JsonTokenType.StartObject or JsonTokenType.StartArray;
        var closes = current is JsonTokenType.EndObject or JsonTokenType.EndArray;
        return _previous switch
        {
            JsonTokenType.None => default,
            JsonTokenType.PropertyName => Colon,
            _ when opens && closes => default,
            _ => CommaAndLine.AsMemory((opens || closes ? 1 : 0)..(2 + (2 * depth))),
        };
    }
}
