using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Store;
using Google.Protobuf.Collections;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Reads attributes, keeping no more than the limits allow.</summary>
/// <param name="limits">How much is kept.</param>
internal sealed class WireAttributes(TelemetryLimits limits)
{
    private const int MaxDepth = 6;
    private const int MaxElements = 64;
    private const int ItemWeight = 96;
    private readonly RepeatedText _repeated = new();

    /// <summary>The attributes as kept.</summary>
    /// <param name="pairs">What came.</param>
    /// <param name="dropped">How many the sender says it left out.</param>
    public AttributeSet Read(IReadOnlyList<WirePair> pairs, long dropped = 0)
    {
        if (pairs.Count == 0 && dropped == 0)
        {
            return AttributeSet.Empty;
        }

        var items = new KeyValuePair<string, object?>[Math.Min(pairs.Count, limits.Attributes)];
        var weight = 0L;
        for (var i = 0; i < items.Length; i++)
        {
            var name = _repeated.Of(WireText.Clean(pairs[i].Key, limits.NameLength));
            items[i] = new(name, Read(pairs[i].Value, MaxDepth, ref weight));
            weight += ItemWeight + (2 * name.Length);
        }

        return new(items, dropped + pairs.Count - items.Length, weight);
    }

    /// <summary>One value: string, bool, long, double, <c>object?[]</c>, <c>Dictionary&lt;string, object?&gt;</c> or null.</summary>
    /// <param name="value">What came.</param>
    public object? Read(WireValue? value)
    {
        var weight = 0L;
        return Read(value, MaxDepth, ref weight);
    }

    private object? Read(WireValue? value, int depth, ref long weight)
    {
        switch (value?.ValueCase)
        {
            case WireValue.ValueOneofCase.StringValue:
                return Text(value.StringValue, ref weight);
            case WireValue.ValueOneofCase.BytesValue:
                // Base64, as OTLP writes bytes in JSON. As many bytes as characters fit: longer ones still end in the mark.
                return Text(Convert.ToBase64String(value.BytesValue.Span[..Math.Min(value.BytesValue.Length, limits.ValueLength)]), ref weight);
            case WireValue.ValueOneofCase.BoolValue:
                return value.BoolValue;
            case WireValue.ValueOneofCase.IntValue:
                return value.IntValue;
            case WireValue.ValueOneofCase.DoubleValue:
                return value.DoubleValue;
            case WireValue.ValueOneofCase.ArrayValue or WireValue.ValueOneofCase.KvlistValue when depth == 0:
                return WireText.CutMark;
            case WireValue.ValueOneofCase.ArrayValue:
                return List(value.ArrayValue.Values, depth - 1, ref weight);
            case WireValue.ValueOneofCase.KvlistValue:
                return Map(value.KvlistValue.Values, depth - 1, ref weight);
            default:
                return null;
        }
    }

    private string Text(string text, ref long weight)
    {
        var kept = _repeated.Of(WireText.Clean(text, limits.ValueLength, keepLines: true));
        weight += 2 * kept.Length;
        return kept;
    }

    private object?[] List(RepeatedField<WireValue> values, int depth, ref long weight)
    {
        var list = new List<object?>();
        foreach (var value in values.Take(MaxElements))
        {
            weight += ItemWeight;
            list.Add(Read(value, depth, ref weight));
        }

        if (values.Count > MaxElements)
        {
            list.Add(WireText.CutMark);
        }

        return [.. list];
    }

    private Dictionary<string, object?> Map(RepeatedField<WirePair> pairs, int depth, ref long weight)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var pair in pairs.Take(MaxElements))
        {
            weight += ItemWeight;
            map[Text(pair.Key, ref weight)] = Read(pair.Value, depth, ref weight);
        }

        if (pairs.Count > MaxElements)
        {
            map[WireText.CutMark] = null;
        }

        return map;
    }
}
