using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C28 to C30 and C76: bodies that two readers would measure differently.</summary>
internal static class FramingAttacks
{
    private const string Chunked = "Transfer-Encoding: chunked";
    private const string Second = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private const string OneChunk = "2\r\n{}\r\n0\r\n\r\n";

    private static readonly string[] Lengths = ["5,5", "2, 2", "-1", "0x5", "abc", "", "2.0", "1e1", "9223372036854775808", "99999999999999999999999999"];

    private static readonly string[] Announcements =
    [
        "Transfer-Encoding : chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: gzip", "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding:\r\n chunked", "X-Folded: a\r\n Transfer-Encoding: chunked", " Transfer-Encoding: chunked", "Transfer-Encoding\t: chunked",
        "Transfer-Encoding: chun\0ked", "Transfer-Encoding", ": chunked",
    ];

    private static readonly string[] Bodies =
    [
        "2;ext\n\r\n{}\r\n0\r\n\r\n", "2;ext=a\nb\r\n{}\r\n0\r\n\r\n", "2\n{}\n0\n\n", "2\r\n{}\n0\r\n\r\n", "2\r\n{}xx0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "+2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n", " 2\r\n{}\r\n0\r\n\r\n", "zz\r\n{}\r\n0\r\n\r\n", "\r\n{}\r\n0\r\n\r\n", "80000000\r\n{}\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n",
        "1\r\n{}\r\n0\r\n\r\n",
    ];

    private static readonly string[] Codings =
    [
        "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: ,chunked", "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: gzip|Transfer-Encoding: chunked", "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
    ];

    public static IEnumerable<Attack> All =>
    [
        Smuggle("a length, then chunks", "Content-Length: 6", Chunked), Smuggle("chunks, then a length", Chunked, "Content-Length: 6"),
        .. Lengths.Select(length => Odd("C29", $"Content-Length: {length}", "{}", $"Content-Length: {length}")),
        Odd("C29", "two lengths, 5 and 6", "{}", "Content-Length: 5", "Content-Length: 6"),
        Odd("C29", "two lengths, both 2", "{}", "Content-Length: 2", "Content-Length: 2"),
        .. Announcements.Select(header => Odd("C30", RawRequest.Printable(header), OneChunk, header)),
        .. Bodies.Select(body => Odd("C30", $"chunks, {RawRequest.Printable(body)}", body + Second, Chunked)),
        .. Codings.Select(headers => Odd("C76", headers, OneChunk + Second, headers.Split('|'))),
    ];

    private static RequestAttack Smuggle(string name, params string[] headers) => new(
        "C28",
        $"{name}, and a second request behind the body",
        ["200"],
        scene => scene.Ordinary with { IsLengthAnnounced = false, IsLast = false, Headers = [.. scene.Ordinary.Headers, .. headers], Body = Chunk(scene.Ordinary.Body) + Second },
        Judges.StaysOne) { ReadsOn = true };

    private static RequestAttack Odd(string id, string name, string body, params string[] headers) => new(
        id,
        name,
        ["400", "400 bad_request"],
        scene => scene.Ordinary with { IsLengthAnnounced = false, Headers = [.. scene.Ordinary.Headers, .. headers], Body = body },
        (scene, exchange) => Judges.StaysOne(scene, exchange) is { Verdict: Verdict.Open } open ? open : Judges.Refused(scene, exchange)) { ReadsOn = true };

    private static string Chunk(string body) => $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n";
}
