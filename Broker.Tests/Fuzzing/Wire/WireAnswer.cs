namespace Broker.Tests.Fuzzing.Wire;

/// <summary>One answer as it came, well-formed as far as HTTP goes.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its header lines.</param>
/// <param name="Body">Its body, one character for each byte.</param>
internal sealed record WireAnswer(int Status, IReadOnlyList<HeaderLine> Headers, string Body)
{
    /// <summary>The value of a header that may come once; null when it does not come.</summary>
    public string? Header(string name) => Headers.SingleOrDefault(header => header.Is(name))?.Trimmed;

    public override string ToString() => Printed.From($"{Status} {string.Join("; ", Headers.Select(header => header.Text))} {Body}");
}
