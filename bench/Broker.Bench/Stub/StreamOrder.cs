using System.Buffers.Text;

namespace Broker.Bench.Stub;

/// <summary>The event stream that a body asks for: <c>{"stream":true,"chunks":N,"pause":MILLISECONDS,…</c>, exactly so.</summary>
/// <param name="Chunks">How many chunks.</param>
/// <param name="Pause">Milliseconds between them; the first comes with the head.</param>
internal readonly record struct StreamOrder(int Chunks, int Pause)
{
    /// <summary>How much of a body tells whether it asks for a stream.</summary>
    public const int OpeningLength = 64;

    private static ReadOnlySpan<byte> Opening => "{\"stream\":true,\"chunks\":"u8;

    private static ReadOnlySpan<byte> Middle => ",\"pause\":"u8;

    /// <summary>The body that asks for a stream.</summary>
    public static byte[] Body(int chunks, int pause) => System.Text.Encoding.ASCII.GetBytes(
        $$"""{"stream":true,"chunks":{{chunks}},"pause":{{pause}},"model":"gpt-4o-mini","messages":[{"role":"user","content":"Say something slowly."}]}""");

    /// <summary>Reads the beginning of a body.</summary>
    public static StreamOrder? Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Opening)
            || !Utf8Parser.TryParse(body[Opening.Length..], out int chunks, out var digits)
            || !body[(Opening.Length + digits)..].StartsWith(Middle)
            || !Utf8Parser.TryParse(body[(Opening.Length + digits + Middle.Length)..], out int pause, out _))
        {
            return null;
        }

        return new StreamOrder(Math.Clamp(chunks, 1, 10_000), Math.Clamp(pause, 0, 60_000));
    }
}
