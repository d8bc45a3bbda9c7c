using System.Text.Json;

namespace Broker.Wire;

/// <summary>One HTTP answer as it came over the wire.</summary>
/// <param name="Status">Status of the status line.</param>
/// <param name="Headers">Header lines in their order.</param>
/// <param name="Body">Body, one character for each byte; its framing is taken off unless <see cref="Parse"/> made this.</param>
internal sealed record RawAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>The error code of the broker's own answer, whatever shape that has; null where there is none.</summary>
    public string? Error
    {
        get
        {
            try
            {
                return Body.StartsWith('{') && Json().TryGetProperty("error", out var error) ? Code(error) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>Takes an answer apart whose connection has ended; what follows its head stays as it came.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static RawAnswer Parse(string text) => RawReading.Head(text) is { } head
        ? head.Answer with { Body = text[head.Length..] }
        : throw new FormatException($"Not an answer: '{text}'");

    /// <summary>The values of a header, joined as RFC 9110 allows; null when it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }

    /// <summary>The body as JSON.</summary>
    public JsonElement Json() => JsonDocument.Parse(Body).RootElement;

    /// <summary>Head and body in one text, for searching.</summary>
    public override string ToString() => $"{Status}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{Body}";

    private static string? Code(JsonElement error) => error switch
    {
        { ValueKind: JsonValueKind.String } => error.GetString(),
        { ValueKind: JsonValueKind.Object } when error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String => code.GetString(),
        _ => null,
    };
}
