namespace Broker.Tests.Fuzzing.Wire;

/// <summary>One request as bytes, one character for each, in parts that can be spoilt one by one. As it is made, it is one that is allowed.</summary>
internal sealed record FuzzRequest
{
    public string Method { get; init; } = "POST";

    public string Target { get; init; } = "/v1/responses";

    /// <summary>What the target names: spaces in front of the version may be taken for one (RFC 9112, section 3).</summary>
    public string Named => Target.TrimEnd(' ');

    public string Version { get; init; } = "HTTP/1.1";

    /// <summary>Header lines, but for those that frame the body.</summary>
    public IReadOnlyList<HeaderLine> Headers { get; init; } = [];

    public string Body { get; init; } = "";

    public Framing Framing { get; init; } = Framing.Length;

    /// <summary>How much of it is sent, in thousandths; null for all. Nothing can follow on its connection.</summary>
    public int? Cut { get; init; }

    /// <summary>Every header line.</summary>
    public IReadOnlyList<HeaderLine> AllHeaders => [.. Headers, .. Framing.Headers(Body.Length)];

    /// <summary>Request line and headers, with the empty line.</summary>
    public string Head => $"{Method} {Target} {Version}\r\n{string.Concat(AllHeaders.Select(header => header.Text + "\r\n"))}\r\n";

    /// <summary>The bytes that are sent.</summary>
    public string Text
    {
        get
        {
            var whole = Whole;
            return Cut is null ? whole : whole[..SentLength(whole)];
        }
    }

    /// <summary>Whether its head comes whole.</summary>
    public bool HasWholeHead => Cut is null || SentLength(Whole) >= Head.Length;

    private string Whole => Head + Framing.Apply(Body);

    /// <summary>Values of a header.</summary>
    public IReadOnlyList<string> Values(string name) => [.. AllHeaders.Where(header => header.Is(name)).Select(header => header.Trimmed)];

    /// <summary>The members of a list in a header (RFC 9110, section 5.6.1).</summary>
    public IReadOnlyList<string> Members(string name) =>
        [.. Values(name).SelectMany(value => value.Split(',')).Select(member => member.Trim(' ', '\t')).Where(member => member.Length > 0)];

    /// <summary>Whether a list in a header has this member.</summary>
    public bool Names(string name, string member) => Members(name).Contains(member, StringComparer.OrdinalIgnoreCase);

    /// <summary>The same with another header in the place of all of its name.</summary>
    public FuzzRequest With(string name, params string[] values) => this with
    {
        Headers = [.. Headers.Where(header => !header.Is(name)), .. values.Select(value => new HeaderLine(name, value))],
    };

    public override string ToString() => Printed.From(Text);

    // At least one byte, or there is no request; never all of it.
    private int SentLength(string whole) => Math.Clamp((int)((long)whole.Length * Cut!.Value / 1000), 1, whole.Length - 1);
}
