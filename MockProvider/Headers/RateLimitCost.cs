using System.Globalization;

namespace MockProvider.Headers;

/// <summary>
/// What an answer takes from the rate limits. An endpoint puts it among its headers; before anything is sent, what the buckets
/// then hold stands in its place.
/// </summary>
/// <param name="Tokens">How many tokens; nothing where only the request counts.</param>
internal sealed record RateLimitCost(int? Tokens)
{
    private const string Name = "x-mock-cost";

    public KeyValuePair<string, string> AsHeader() => new(Name, Tokens?.ToString(CultureInfo.InvariantCulture) ?? string.Empty);

    /// <summary>Where the cost stands among an answer's headers; -1 when it costs nothing.</summary>
    public static int IndexIn(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        for (var index = 0; index < headers.Count; index++)
        {
            if (headers[index].Key == Name)
            {
                return index;
            }
        }

        return -1;
    }

    public static RateLimitCost Read(KeyValuePair<string, string> header) =>
        new(header.Value.Length == 0 ? null : int.Parse(header.Value, CultureInfo.InvariantCulture));
}
