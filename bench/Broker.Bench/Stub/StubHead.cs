using System.Buffers.Text;

namespace Broker.Bench.Stub;

/// <summary>What the stub wants to know of a request's head.</summary>
/// <param name="Length">Bytes of the head, with the empty line.</param>
/// <param name="BodyLength">Bytes of the body; 0 when it is chunked.</param>
/// <param name="IsChunked">Whether the body comes in chunks.</param>
/// <param name="IsTelemetry">Whether it goes to the OTLP sink.</param>
internal readonly record struct StubHead(int Length, long BodyLength, bool IsChunked, bool IsTelemetry)
{
    /// <summary>Reads a head, if all of it is there.</summary>
    public static StubHead? Read(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOf("\r\n\r\n"u8);
        if (length < 0)
        {
            return null;
        }

        var head = bytes[..(length + 2)];
        var isTelemetry = head.StartsWith("POST /v1/traces "u8) || head.StartsWith("POST /v1/metrics "u8) || head.StartsWith("POST /v1/logs "u8);
        long bodyLength = 0;
        var isChunked = false;
        for (var lines = head[(head.IndexOf((byte)'\n') + 1)..]; !lines.IsEmpty; lines = lines[(lines.IndexOf((byte)'\n') + 1)..])
        {
            if (StartsWith(lines, "content-length:"u8))
            {
                _ = Utf8Parser.TryParse(lines["content-length:"u8.Length..].TrimStart((byte)' '), out bodyLength, out _);
            }
            else if (StartsWith(lines, "transfer-encoding:"u8))
            {
                isChunked = true;
            }
        }

        return new StubHead(length + 4, bodyLength, isChunked, isTelemetry);
    }

    // Upper and lower case differ in one bit; the first letter decides almost always.
    private static bool StartsWith(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        (line[0] | 0x20) == name[0] && line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name);
}
