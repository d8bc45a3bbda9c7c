using System.Globalization;
using System.Text;

namespace Broker.Wire;

/// <summary>Reads requests as they come, one character for each byte. Of a body that is very long it keeps the beginning.</summary>
internal static class RawRequestReader
{
    private const int Longest = 1024 * 1024;

    /// <summary>Reads one request, head and body as far as they are announced and come; null when none begins.</summary>
    public static async Task<string?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!EndsWith(text, "\r\n\r\n"))
        {
            if (text.Length > Longest || await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var head = text.ToString().Split("\r\n");
        var bodyAt = text.Length;
        var isChunked = Value(head, "Transfer-Encoding") is not null;
        var left = long.TryParse(Value(head, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;
        var bytes = new byte[16 * 1024];
        while (isChunked ? !EndsWith(text, text.Length == bodyAt + 5 ? "0\r\n\r\n" : "\r\n0\r\n\r\n") : left > 0)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(0, isChunked ? bytes.Length : (int)Math.Min(bytes.Length, left)), cancellationToken);
            if (read == 0)
            {
                break;
            }

            left -= read;
            // What ends chunks must be seen even where the middle is dropped.
            text.Length = Math.Min(text.Length, Longest);
            text.Append(Encoding.Latin1.GetString(bytes, 0, read));
        }

        return text.ToString();
    }

    private static string? Value(string[] head, string name) =>
        head.FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?.Split(':', 2)[1].Trim();

    private static bool EndsWith(StringBuilder text, string end) => text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end;
}
