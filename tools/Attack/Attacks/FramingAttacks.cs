namespace Broker.Attacks.Attacks;

/// <summary>C28 to C30 and C76: bodies that two readers would measure differently.</summary>
internal static class FramingAttacks
{
    private const string Chunked = "Transfer-Encoding: chunked";
    private const string Second = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    public static IEnumerable<Attack> All =>
    [
        Smuggle("a length, then chunks", "Content-Length: 6", Chunked), Smuggle("chunks, then a length", Chunked, "Content-Length: 6"),
        Length("5,5"), Length("-1"), Length("0x5"), Length("abc"),
        Odd("C29", "two lengths, 5 and 6", "[1, 2]", "Content-Length: 5", "Content-Length: 6"),
        Chunks("white space before the colon", "Transfer-Encoding : chunked"), Chunks("an unknown encoding", "Transfer-Encoding: xchunked"), Chunks("chunked, identity", "Transfer-Encoding: chunked, identity"), Chunks("a folded line", "Transfer-Encoding:\r\n chunked"),
        Odd("C76", "chunked twice", "2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked, chunked"), Odd("C76", "gzip, chunked", "2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: gzip, chunked"),
        Odd("C30", "a chunk extension with a bare line feed", "2;ext\n\r\n{}\r\n0\r\n\r\n", Chunked),
        Odd("C30", "a signed chunk size", "+2\r\n{}\r\n0\r\n\r\n", Chunked),
    ];

    private static RequestAttack Smuggle(string name, params string[] headers) => new(
        "C28",
        $"{name}, and a second request behind the body",
        [200, 400],
        scene => scene.Ordinary with { IsLengthAnnounced = false, IsLast = false, Headers = [.. scene.Ordinary.Headers, .. headers], Body = Chunk(scene.Ordinary.Body) + Second },
        Judges.StaysOne) { ReadsOn = true };

    private static RequestAttack Length(string length) => Odd("C29", $"Content-Length: {length}", "[1,2]", $"Content-Length: {length}");

    private static RequestAttack Chunks(string name, string header) => Odd("C30", name, "2\r\n{}\r\n0\r\n\r\n", header);

    private static RequestAttack Odd(string id, string name, string body, params string[] headers) => new(
        id, name, [400], scene => scene.Ordinary with { IsLengthAnnounced = false, Headers = [.. scene.Ordinary.Headers, .. headers], Body = body }, Judges.Refused);

    private static string Chunk(string body) => $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n";
}
