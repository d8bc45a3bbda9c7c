using System.IO.Compression;
using System.Text;
using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C14, C15, C36 to C51 as far as a recorder in the upstream's place shows them, C60, C70 and C76: what leaves with the key, and what comes back.</summary>
internal static class UpstreamAttacks
{
    private const Needs Recorded = Needs.Service | Needs.Recorder;
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    public static IEnumerable<Attack> All =>
    [
        Token("X-Broker-Token: "), Token("Authorization: Bearer "), Token("api-key: "), Token("x-api-key: "), Token("x-goog-api-key: "),
        Credential("authorization: Bearer sk-of-the-host"), Credential("x-api-key: sk-of-the-host"), Credential("api-key: sk-of-the-host"), Credential("x-goog-api-key: sk-of-the-host"),
        Foreign("openai-organization", "org-of-the-host"), Foreign("cookie", "session=of-the-host"),
        Answered("C36", "50 MB of nothing, packed into a few KB", [200], (_, exchange) => exchange.Raw.Length > 1024 * 1024 ? "it unpacked the answer" : null, (_, _) => [Recorder.Answer("200 OK", Bomb(), "Content-Encoding: gzip")]),
        Mislabelled("utf-8"), Mislabelled("none"), Mislabelled("binary"), Mislabelled("gzip"),
        Answered("C76", "a 300 to another port", [502], IsFollowed, (_, elsewhere) => [Recorder.Answer("300 Multiple Choices", "", $"Location: http://127.0.0.1:{elsewhere.Port}/v1/responses")]),
        Redirect(301), Redirect(302), Redirect(303), Redirect(307), Redirect(308), Redirect("C38", "a 307 to another host", 307, "localhost", IsFollowed),
        Redirect("C39", "a 307 to another port, and the key with it", 307, "127.0.0.1", IsKeyCarried), Redirect("C39", "a 308 to another host, and the key with it", 308, "localhost", IsKeyCarried),
        Echo("in a 401's body", 401, key => [Recorder.Answer("401 Unauthorized", $$$"""{"error":{"message":"Incorrect API key provided: {{{key}}}."}}""", "Content-Type: application/json")]),
        Echo("in a header", 400, key => [Recorder.Answer("400 Bad Request", "{}", $"X-Echo: Bearer {key}")]),
        Echo("split over two pieces of a stream", 200, key => [Chunked, Piece($"data: {key[..(key.Length / 2)]}"), Piece($"{key[(key.Length / 2)..]}\n\n"), Piece("")]),
        Answered("C50a", "Access-Control-Allow-Origin: * from the upstream", [200], AllowsPages, (_, _) => [Recorder.Answer("200 OK", "{}", "Access-Control-Allow-Origin: *", "Access-Control-Expose-Headers: X-Request-ID")]),
        Answered("C50", "Set-Cookie from the upstream", [200], (_, exchange) => exchange.Answer?.Header("Set-Cookie") is null ? null : "the cookie came back", (_, _) => [Recorder.Answer("200 OK", "{}", "Set-Cookie: __cf_bm=x")]),
        Answered("C50", "a header that the upstream nominates", [200], (_, exchange) => exchange.Answer?.Header("x-secret") is null ? null : "the nominated header came back", (_, _) => ["HTTP/1.1 200 OK\r\nConnection: x-secret, close\r\nx-secret: 1\r\nContent-Length: 2\r\n\r\n{}"]),
        Nominate("authorization"), Nominate("x-api-key"), Nominate("content-length, host"),
        new HangUpAttack("C60", "a host that hangs up in the middle of a stream") { Needs = Recorded },
    ];

    private static RequestAttack Token(string carrier) => new(
        "C14",
        $"the token as {carrier.Trim(' ', ':')}",
        [200],
        scene => scene.Anonymous with { Headers = [.. scene.Anonymous.Headers, carrier + scene.Settings.Token] },
        UpstreamJudges.Departing(UpstreamJudges.OneCredential)) { Needs = Recorded | Needs.Key | Needs.Token };

    private static RequestAttack Credential(string header) => new(
        "C15", header, [200, 401], scene => With(scene, header), UpstreamJudges.Departing(UpstreamJudges.OneCredential)) { Needs = Recorded | Needs.Key };

    private static RequestAttack Foreign(string name, string value) => new(
        "C15", $"{name}: {value}", [200], scene => With(scene, $"{name}: {value}"), UpstreamJudges.Departing((_, arrival) => arrival.Has(value) ? "it went upstream" : null)) { Needs = Recorded };

    private static RequestAttack Nominate(string nominated) => new(
        "C51",
        $"Connection: {nominated}",
        [200],
        // Beside "close" a server may hide what else a Connection header says.
        scene => With(scene, $"Connection: {nominated}") with { IsLast = false },
        UpstreamJudges.Departing(UpstreamJudges.OneCredential)) { Needs = Recorded | Needs.Key };

    private static RequestAttack Redirect(int status) => Redirect("C38", $"a {status} to another port", status, "127.0.0.1", IsFollowed);

    private static RequestAttack Redirect(string id, string name, int status, string host, Func<Scene, Exchange, string?> problem) => Answered(
        id, name, [502], problem, (_, elsewhere) => [Recorder.Answer($"{status} Redirect", "", $"Location: http://{host}:{elsewhere.Port}/v1/responses")]);

    private static RequestAttack Echo(string name, int status, Func<string, IEnumerable<string>> answer) => Answered(
        "C42", $"the key echoed {name}", [status], (scene, exchange) => Judges.Tells(scene.Key, exchange) ? "the provider key came back" : null, (key, _) => answer(key)) with { Needs = Recorded | Needs.Key };

    private static RequestAttack Mislabelled(string encoding) => Echo(
        $"as plain text that is called {encoding}", 401, key => [Recorder.Answer("401 Unauthorized", $"Incorrect API key provided: {key}.", $"Content-Encoding: {encoding}")]) with { Id = "C70" };

    private static RequestAttack Answered(
        string id, string name, IReadOnlyList<int> answers, Func<Scene, Exchange, string?> problem, Func<string, Uri, IEnumerable<string>> upstream) =>
        new(id, name, answers, scene => scene.Ordinary, UpstreamJudges.Returning(problem)) { Needs = Recorded, Upstream = upstream };

    private static string? IsFollowed(Scene scene, Exchange exchange) => exchange switch
    {
        { IsElsewhereConnected: true } => "it was followed",
        { Upstream.Count: > 1 } => "the request was sent twice",
        _ => null,
    };

    private static string? IsKeyCarried(Scene scene, Exchange exchange) =>
        scene.Key is { } key && exchange.Elsewhere.Any(arrival => arrival.Has(key)) ? "it was followed, and the provider key with it" : null;

    private static string? AllowsPages(Scene scene, Exchange exchange) =>
        exchange.Answer?.Headers.Any(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)) == true ? "web pages may read the answer" : null;

    private static RawRequest With(Scene scene, string header) => scene.Ordinary with { Headers = [.. scene.Ordinary.Headers, header] };

    private static string Piece(string text) => $"{text.Length:x}\r\n{text}\r\n";

    private static string Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(new byte[50_000_000]);
        }

        return Encoding.Latin1.GetString(packed.ToArray());
    }
}
