using System.Text;
using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C31 to C35: too much, too slow, too many, and what is no JSON.</summary>
internal static class LimitAttacks
{
    private const int Kibi = 1024;
    private const string TooLarge = "413 request_too_large";

    private static readonly string[] NoJson =
    [
        "\u00ff", "\"\u00ff\"", "\"\u00c0\u00af\"", "\"\u00ed\u00a0\u0080\"", "\u00ef\u00bb\u00bf{}", "{\u0000}", "NaN", "{} {}", "{},", "{\"a\":1,}", "/* c */ {}", "{'a':1}", "01",
        "\"a\nb\"", " ", "{",
    ];

    public static IEnumerable<Attack> All =>
    [
        new RequestAttack("C31", "300 KiB in chunks", [TooLarge], scene => Chunked(scene, 300 * Kibi), Judges.LimitOfTheOwner),
        new RequestAttack(
            "C31", "300 KiB in chunks without an end", [TooLarge],
            scene => Unfinished(Chunked(scene, 300 * Kibi)),
            Judges.LimitOfTheOwner),
        new RequestAttack("C31", "40 MiB in chunks", [TooLarge], scene => Chunked(scene, 40 * Kibi * Kibi), Judges.Refused),
        new RequestAttack("C31", "a length of 300 KiB alone", [TooLarge], scene => Announced(scene, 300 * Kibi), Judges.LimitOfTheOwner),
        new RequestAttack("C31", "the longest length alone", [TooLarge], scene => Announced(scene, long.MaxValue), Judges.Refused),
        new RequestAttack(
            "C32", "a header of 40 KiB", ["431"],
            scene => With(scene, $"X-Big: {new string('x', 40 * Kibi)}"),
            Judges.Refused),
        new RequestAttack(
            "C32", "150 headers", ["431"],
            scene => With(scene, [.. Enumerable.Range(0, 150).Select(i => $"X-{i}: 1")]),
            Judges.Refused),
        new RequestAttack(
            "C32", "a target of 9 KiB", ["414"],
            scene => scene.Ordinary with { Target = $"/{new string('x', 9 * Kibi)}" },
            Judges.Refused),
        new RequestAttack(
            "C32", "trailers of 40 KiB", ["431"],
            scene => With(scene, "Transfer-Encoding: chunked") with { IsLengthAnnounced = false, Body = $"2\r\n{{}}\r\n0\r\nX-Big: {new string('x', 40 * Kibi)}\r\n\r\n" },
            Judges.Refused),
        .. NoJson.Select(body => Refused(RawRequest.Printable(body), body)),
        Refused("100,000 brackets", new string('[', 100_000)), Refused("100,000 braces", new string('{', 100_000)),
        new RequestAttack(
            "C35", "two models in one body", ["200"],
            scene => scene.Ordinary with { Body = """{"model":"a","model":"b"}""" },
            UpstreamJudges.Departing(OtherBody)) { Needs = Needs.Service | Needs.Recorder },
        new FloodAttack("C34", "500 idle connections, then an ordinary request", 500),
        new RequestAttack(
            "C33", "headers, one byte every two seconds", ["400", "408"],
            scene => scene.Ordinary,
            Judges.CutOff) { SlowFrom = _ => 20 },
        new RequestAttack(
            "C33", "a body, one byte every two seconds", ["400", "408"],
            scene => scene.Ordinary,
            Judges.CutOff) { SlowFrom = request => request.Text.Length - request.Body.Length },
        new RequestAttack(
            "C33", "a chunk, one byte every two seconds", ["400", "408"],
            scene => Chunked(scene, 16 * Kibi),
            Judges.CutOff) { SlowFrom = request => request.Text.Length - request.Body.Length + 8 },
    ];

    private static RequestAttack Refused(string name, string body) =>
        new("C35", name, ["400 invalid_json"], scene => scene.Ordinary with { Body = body }, Judges.Refused) { IsDangerous = body.Length > Kibi };

    private static RawRequest With(Scene scene, params string[] headers) => scene.Ordinary with { Headers = [.. scene.Ordinary.Headers, .. headers] };

    private static RawRequest Announced(Scene scene, long length) => With(scene, $"Content-Length: {length}") with { IsLengthAnnounced = false, Body = "" };

    private static RawRequest Unfinished(RawRequest request) => request with { Body = request.Body[..^"0\r\n\r\n".Length] };

    private static string? OtherBody(Scene scene, Arrival arrival) =>
        arrival.Text.EndsWith("""{"model":"a","model":"b"}""", StringComparison.Ordinal) || arrival.Values("Transfer-Encoding").Any() ? null : "the body was changed";

    private static RawRequest Chunked(Scene scene, int length)
    {
        const int Chunk = 16 * Kibi;
        var body = new StringBuilder($"1\r\n\"\r\n", length + (length / 100));
        for (var i = 0; i < length / Chunk; i++)
        {
            body.Append("4000\r\n").Append('x', Chunk).Append("\r\n");
        }

        body.Append("1\r\n\"\r\n0\r\n\r\n");
        return With(scene, "Transfer-Encoding: chunked") with { IsLengthAnnounced = false, Body = body.ToString() };
    }
}
