using System.Globalization;
using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C01 to C10: what web pages can have a browser send, and who can reach the port.</summary>
internal static class BrowserAttacks
{
    private const string Evil = "https://evil.example";

    private static readonly string[] Upgrade =
        ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="];

    public static IEnumerable<Attack> All =>
    [
        Host("evil.example:8791"), Host("evil.example"), Host("127.0.0.1.evil.example"), Host("localhost.evil.example"), Host("0.0.0.0"), Host("192.168.1.10:8791"),
        new RequestAttack("C02", "no Host", [400], scene => scene.Ordinary with { Host = null }, Judges.Refused),
        new RequestAttack("C02", "an empty Host", [400, 403], scene => scene.Ordinary with { Host = "" }, Judges.Refused),
        new RequestAttack("C02", "two Hosts", [400], scene => With(scene.Ordinary, "Host: evil.example"), Judges.Refused),
        new RequestAttack("C02", "HTTP/1.0 without Host", [400, 403], scene => scene.Ordinary with { Host = null, Version = "HTTP/1.0" }, Judges.Refused),
        new RequestAttack("C03", $"a form's POST: Origin: {Evil}, text/plain", [403], scene => scene.Ordinary with { Headers = [.. Plain(scene.Ordinary), "Content-Type: text/plain", $"Origin: {Evil}"] }, Judges.Refused),
        Page("Sec-Fetch-Site: cross-site"), Page("Sec-Fetch-Site: same-site"), Page("Origin: null"), Page("Origin: http://localhost:3000"),
        new RequestAttack("C05", "a preflight", [403, 405], scene => Preflight(scene.Anonymous), Judges.Preflight) { Needs = Needs.Nothing },
        NoJson("text/plain", "prompt=hello"), NoJson("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n--x--\r\n"), NoJson(null, "not json"),
        new RequestAttack("C07", "a WebSocket without a token", [401], scene => Get(scene.Anonymous, scene.Settings.Path, Upgrade), Judges.Unknown) { Needs = Needs.Questions },
        new RequestAttack("C07", "a WebSocket with a token in the query", [401], scene => Get(scene.Anonymous, $"{scene.Settings.Path}?token={scene.Settings.Token}", Upgrade), Judges.Unknown) { Needs = Needs.Questions | Needs.Token },
        new RequestAttack("C07", $"a WebSocket of a page: Origin: {Evil}", [403], scene => Get(scene.Ordinary, scene.Settings.Path, [.. Upgrade, $"Origin: {Evil}"]), Judges.Refused),
        Quit("/shutdown"), Quit("/quit"), Quit("/proxy/v1/quit"),
        new RequestAttack("C09", "GET /healthz, Host: evil.example", [403], scene => Get(scene.Ordinary, "/healthz") with { Host = "evil.example" }, Judges.Refused) { Needs = Needs.Nothing },
        new RequestAttack("C09", $"GET /healthz, Origin: {Evil}", [403], scene => Get(scene.Ordinary, "/healthz", $"Origin: {Evil}"), Judges.Refused) { Needs = Needs.Nothing },
        new RequestAttack("C09", "GET /healthz, read for secrets", [200], scene => Get(scene.Anonymous, "/healthz"), Judges.Discreet) { Needs = Needs.Nothing },
        new NeighbourAttack("C10", "a connection to this machine's other addresses"),
    ];

    private static RequestAttack Host(string host) => new("C01", $"Host: {host}", [403], scene => scene.Ordinary with { Host = host }, Judges.Refused);

    private static RequestAttack Page(string header) => new("C04", header, [403], scene => With(scene.Ordinary, header), Judges.Refused);

    private static RequestAttack Quit(string path) =>
        new("C08", $"GET {path}", [404], scene => Get(scene.Ordinary, path), Judges.Refused) { IsDangerous = true };

    private static RequestAttack NoJson(string? type, string body) => new(
        "C06",
        string.Create(CultureInfo.InvariantCulture, $"no JSON, {(type is null ? "without a Content-Type" : type.Split(';')[0])}"),
        [400, 415],
        scene => scene.Ordinary with { Headers = [.. Plain(scene.Ordinary), .. type is null ? Array.Empty<string>() : [$"Content-Type: {type}"]], Body = body },
        Judges.Refused);

    private static RawRequest With(RawRequest request, params string[] headers) => request with { Headers = [.. request.Headers, .. headers] };

    private static IEnumerable<string> Plain(RawRequest request) => request.Headers.Where(header => !header.StartsWith("Content-Type", StringComparison.Ordinal));

    private static RawRequest Get(RawRequest request, string target, params string[] headers) =>
        request with { Method = "GET", Target = target, Headers = [.. Plain(request), .. headers], Body = "", IsLengthAnnounced = false };

    private static RawRequest Preflight(RawRequest request) => request with
    {
        Method = "OPTIONS",
        Headers = [$"Origin: {Evil}", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization", "Access-Control-Request-Private-Network: true"],
        Body = "",
    };
}
