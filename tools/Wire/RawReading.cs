using System.Globalization;
using System.Text;

namespace Broker.Wire;

/// <summary>What can be said of the bytes that have come so far. Nothing that a server sends makes it fail.</summary>
/// <param name="Answer">The first final answer; null while there is none.</param>
/// <param name="IsWhole">Whether that answer has come to its end.</param>
/// <param name="Rest">What stands behind it.</param>
internal sealed record RawReading(RawAnswer? Answer, bool IsWhole, string Rest)
{
    /// <summary>Reads as far as the bytes go.</summary>
    /// <param name="text">One character for each byte.</param>
    public static RawReading Of(string text)
    {
        var at = 0;
        while (Head(text[at..]) is { } head)
        {
            at += head.Length;
            // An interim answer announces another, but for a switch of the protocol.
            if (head.Answer.Status is >= 200 or 101)
            {
                return Body(head.Answer, text[at..]);
            }
        }

        return new RawReading(null, IsWhole: false, text[at..]);
    }

    /// <summary>Reads a status line and header lines; null where that is not what stands there, or not all of it.</summary>
    public static (RawAnswer Answer, int Length)? Head(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith("HTTP/", StringComparison.Ordinal))
        {
            return null;
        }

        var lines = text[..end].Split("\r\n");
        if (!int.TryParse(lines[0].Split(' ').ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).Select(parts => KeyValuePair.Create(parts[0], parts.ElementAtOrDefault(1)?.Trim() ?? ""));
        return (new RawAnswer(status, [.. headers], ""), end + 4);
    }

    private static RawReading Body(RawAnswer head, string text)
    {
        if (head.Status is 204 or 304 or 101)
        {
            return new RawReading(head, IsWhole: true, text);
        }

        if (head.Header("Transfer-Encoding") is not null)
        {
            return Chunks(head, text);
        }

        return int.TryParse(head.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= text.Length
            ? new RawReading(head with { Body = text[..length] }, IsWhole: true, text[length..])
            : new RawReading(head with { Body = text }, IsWhole: false, "");
    }

    private static RawReading Chunks(RawAnswer head, string text)
    {
        var body = new StringBuilder();
        var at = 0;
        while (text.IndexOf("\r\n", at, StringComparison.Ordinal) is >= 0 and var line
            && int.TryParse(text[at..line].Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size)
            && size >= 0
            && size <= text.Length - line - 4)
        {
            body.Append(text, line + 2, size);
            at = line + 2 + size + 2;
            if (size == 0)
            {
                return new RawReading(head with { Body = body.ToString() }, IsWhole: true, text[at..]);
            }
        }

        return new RawReading(head with { Body = body.ToString() }, IsWhole: false, "");
    }
}
