using System.Text.Json;


namespace Broker.Tests.Threats;

/// <summary>One HTTP answer as it came over the wire.</summary>
/// <param name="Status">Status of the status line.</param>
/// <param name="Headers">Header lines in their order.</param>
/// <param name="Body">Body after its framing was taken off, one character for each byte.</param>
internal sealed record RawAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>The error code of the broker's own answer; null where there is none.</summary>
    public string? Error => Body.StartsWith('{') && JsonDocument.Parse(Body).RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;

    /// <summary>The values of a header, joined as RFC 9110 allows; null when it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }

    /// <summary>Head and body in one text, for searching.</summary>
    public override string ToString() => $"{Status}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{Body}";
}
