using System.IO.Compression;
using System.Text;
using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C14, C15, C36 to C51 as far as a recorder in the upstream's place shows them, C60, C70 and C76: what leaves with the key, and what comes back.</summary>
internal static class UpstreamAttacks
{
    private const Needs Recorded = Needs.Service | Needs.Recorder;
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    private static readonly string[] Carriers =
    [
        "X-Broker-Token: ", "x-broker-token: ", "Authorization: Bearer ", "authorization: bEaReR ", "api-key: ", "x-api-key: ", "X-API-KEY: ", "x-goog-api-key: ",
    ];

    private static readonly string[] Encodings = ["utf-8", "none", "binary", "gzip", "br, zstd", "", "identity, identity"];
    private static readonly int[] OddRedirects = [300, 305, 306, 399];
    private static readonly int[] Redirects = [301, 302, 303, 307, 308];
    private static readonly string[] Nominated = ["authorization", "x-api-key", "content-length, host", "content-type, authorization"];

    private static readonly string[] ForeignHeaders =
    [
        "openai-organization: org-of-the-host", "openai-project: proj-of-the-host", "cookie: session=of-the-host", "anthropic-api-key: of-the-host", "proxy-authorization: Basic bWluZQ==",
        "x-auth-token: of-the-host", "x-amz-security-token: of-the-host", "x-forwarded-for: 10.0.0.1", "x-forwarded-host: evil.example", "forwarded: host=evil.example",
        "x-http-method-override: DELETE", "x-method-override: DELETE", "x-portkey-custom-host: http://evil.example", "x-original-url: /v1/files", "x-rewrite-url: /v1/files",
        "referer: http://evil.example/mine", "accept-encoding: gzip", "expect: 100-continue", "range: bytes=0-1", "baggage: who=mine", "te: trailers",
    ];

    /// <summary>Answers that say the key, which {K} stands for.</summary>
    private static readonly string[] Echoes =
    [
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: {K}\n\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nConnection: close\r\n\r\n{K}",
        "HTTP/1.1 400 Bad Request\r\n{K}: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 400 {K}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://x/?k={K}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/{K}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\nX-Key: {K}\r\n\r\n",
    ];

    public static IEnumerable<Attack> All =>
    [
        .. Carriers.Select(carrier => Token(carrier.Trim(' ', ':'), scene => [carrier + scene.Settings.Token])),
        Token(
            "all of them",
            scene => [.. new[] { Carriers[0], Carriers[2], Carriers[4], Carriers[5], Carriers[7] }.Select(carrier => carrier + scene.Settings.Token)]),
        Credential("authorization: Bearer sk-of-the-host"), Credential("x-api-key: sk-of-the-host"), Credential("api-key: sk-of-the-host"), Credential("x-goog-api-key: sk-of-the-host"),
        .. ForeignHeaders.Select(Foreign),
        Answered(
            "C36", "50 MB of nothing, packed into a few KB", ["200"],
            (_, exchange) => exchange.Raw.Length > 1024 * 1024 ? "it unpacked the answer" : null,
            (_, _) => [Recorder.Answer("200 OK", Bomb(), "Content-Encoding: gzip")]),
        .. Encodings.Select(Mislabelled),
        Echo(
            "in pieces of five under a wrong encoding", ["200"],
            key => ["HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n", .. key.Chunk(5).Select(piece => new string(piece))]) with { Id = "C70" },
        .. OddRedirects.Select(status => Redirect("C76", $"a {status} to another port", status, "127.0.0.1", IsFollowed)),
        .. Redirects.Select(status => Redirect("C38", $"a {status} to another port", status, "127.0.0.1", IsFollowed)), Redirect("C38", "a 307 to another host", 307, "localhost", IsFollowed),
        Redirect(
            "C39", "a 307 to another port, and the key with it", 307, "127.0.0.1", IsKeyCarried), Redirect("C39", "a 308 to another host, and the key with it", 308, "localhost", IsKeyCarried),
        Echo(
            "in a 401's body", ["401"],
            key => [Recorder.Answer("401 Unauthorized", $$$"""{"error":{"message":"Incorrect API key provided: {{{key}}}."}}""", "Content-Type: application/json")]),
        Echo("in a header", ["400"], key => [Recorder.Answer("400 Bad Request", "{}", $"X-Echo: Bearer {key}")]),
        Echo(
            "split over two pieces of a stream", ["200"],
            key => [Chunked, Piece($"data: {key[..(key.Length / 2)]}"), Piece($"{key[(key.Length / 2)..]}\n\n"), Piece("")]),
        Echo("byte by byte", ["200"], key => [Chunked, Piece("data: "), .. key.Select(letter => Piece($"{letter}")), Piece("")]),
        .. Echoes.Select(answer => Echo(
            $"as {RawRequest.Printable(answer.Replace("Connection: close\r\n", "", StringComparison.Ordinal)["HTTP/1.1 ".Length..])}",
            ["200", "400", "502", "502 upstream_redirect_refused", "502 upstream_unreachable"],
            key => [answer.Replace("{K}", key, StringComparison.Ordinal)])),
        Answered(
            "C50a", "Access-Control-* from the upstream", ["200"], AllowsPages,
            (_, _) => [Recorder.Answer("200 OK", "{}", "Access-Control-Allow-Origin: *", "access-control-expose-headers: X-Request-ID", "ACCESS-CONTROL-ALLOW-CREDENTIALS: true", "Access-Control-Anything: x")]),
        Answered(
            "C50", "Set-Cookie from the upstream", ["200"],
            (_, exchange) => exchange.Answer?.Header("Set-Cookie") is null ? null : "the cookie came back",
            (_, _) => [Recorder.Answer("200 OK", "{}", "Set-Cookie: __cf_bm=x")]),
        Answered(
            "C50", "a header that the upstream nominates", ["200"],
            (_, exchange) => exchange.Answer?.Header("x-secret") is null ? null : "the nominated header came back",
            (_, _) => ["HTTP/1.1 200 OK\r\nConnection: x-secret, close\r\nx-secret: 1\r\nContent-Length: 2\r\n\r\n{}"]),
        .. Nominated.Select(Nominate),
        new HangUpAttack("C60", "a host that hangs up in the middle of a stream") { Needs = Recorded },
    ];

    private static RequestAttack Token(string name, Func<Scene, string[]> headers) => new(
        "C14",
        $"the token as {name}",
        ["200"],
        scene => scene.Anonymous with { Headers = [.. scene.Anonymous.Headers, .. headers(scene)] },
        UpstreamJudges.Departing(UpstreamJudges.OneCredential)) { Needs = Recorded | Needs.Key | Needs.Token };

    private static RequestAttack Credential(string header) => new(
        "C15", header, ["200", "401 client_token_required"], scene => With(scene, header), UpstreamJudges.Departing(UpstreamJudges.OneCredential)) { Needs = Recorded | Needs.Key };

    private static RequestAttack Foreign(string header) => new(
        "C15",
        header,
        ["200"],
        scene => With(scene, header),
        UpstreamJudges.Departing((scene, arrival) => arrival.Values(header.Split(':')[0]).Any() ? "it went upstream" : arrival.Method == "POST" ? null : "the method was changed")) { Needs = Recorded };

    private static RequestAttack Nominate(string nominated) => new(
        "C51",
        $"Connection: {nominated}",
        ["200"],
        // Beside "close" a server may hide what else a Connection header says.
        scene => With(scene, $"Connection: {nominated}") with { IsLast = false },
        UpstreamJudges.Departing(UpstreamJudges.OneCredential)) { Needs = Recorded | Needs.Key };

    private static RequestAttack Redirect(string id, string name, int status, string host, Func<Scene, Exchange, string?> problem) => Answered(
        id, name, ["502 upstream_redirect_refused"], problem, (_, elsewhere) => [Recorder.Answer($"{status} Redirect", "", $"Location: http://{host}:{elsewhere.Port}/v1/responses")]);

    private static RequestAttack Echo(string name, string[] answers, Func<string, IEnumerable<string>> answer) => Answered(
        "C42", $"the key echoed {name}", answers, (scene, exchange) => Judges.TellsPart(scene.Key, exchange) ? "the provider key came back" : null, (key, _) => answer(key)) with { Needs = Recorded | Needs.Key };

    private static RequestAttack Mislabelled(string encoding) => Echo(
        $"as plain text that is called {(encoding.Length == 0 ? "nothing" : encoding)}", ["401"], key => [Recorder.Answer("401 Unauthorized", $"Incorrect API key provided: {key}.", $"Content-Encoding: {encoding}")]) with { Id = "C70" };

    private static RequestAttack Answered(
        string id, string name, IReadOnlyList<string> answers, Func<Scene, Exchange, string?> problem, Func<string, Uri, IEnumerable<string>> upstream) =>
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
