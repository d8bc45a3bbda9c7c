namespace Broker.Attacks;

/// <summary>One request as a recorder got it.</summary>
/// <param name="Text">Head and body, one character for each byte.</param>
internal sealed record Arrival(string Text)
{
    private static readonly string[] Carriers = ["Authorization", "x-api-key", "api-key", "x-goog-api-key"];

    /// <summary>The method of the request line.</summary>
    public string Method => Text.Split(' ')[0];

    /// <summary>The credentials in it, without the word <c>Bearer</c>.</summary>
    public IReadOnlyList<string> Credentials =>
    [
        .. Carriers.SelectMany(Values).Select(value => value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : value).Where(value => value.Length > 0),
    ];

    /// <summary>Whether a text is anywhere in it.</summary>
    public bool Has(string text) => Text.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The values of a header, one for each line.</summary>
    public IEnumerable<string> Values(string name) =>
        Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
            .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim());
}
