using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C01 to C10: what web pages can have a browser send, and who can reach the port.</summary>
internal static class BrowserAttacks
{
    private const string Evil = "https://evil.example";
    private const string BadHost = "403 host_not_allowed";
    private const string BadOrigin = "403 origin_not_allowed";

    private static readonly string[] Upgrade =
        ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="];

    private static readonly string[] ForeignNames =
    [
        "evil.example:8791", "evil.example", "127.0.0.1.evil.example", "127.0.0.1.evil.example:8791", "localhost.evil.example", "localhost.", "127.0.0.1.",
        "127.1", "2130706433", "0x7f000001", "0.0.0.0", "127.0.0.2", "[::ffff:127.0.0.1]", "192.168.1.10:8791",
    ];

    private static readonly string[] NoNames =
    [
        "[::]", "127.0.0.1:80:80", "user@127.0.0.1", "evil.example@127.0.0.1:8791", "127.0.0.1:8791@evil.example", "127.0.0.1:8791/x", "127.0.0.1, evil.example",
        "127.0.0.1 evil.example", "127.0.0.1:port", "[::1]evil", "[::1%25lo]", "http://127.0.0.1", ":8791",
    ];

    private static readonly string[] ForeignPages =
    [
        "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: SAME-ORIGIN", "Sec-Fetch-Site:",
        "Origin: null", "Origin:", "Origin: http://localhost:3000", "Origin: http://127.0.0.1", $"Origin: {Evil}",
    ];

    private static readonly string[] HealthPages = ["/healthz", "/health", "/alive"];

    private static readonly string[] Gets =
        ["/shutdown", "/quit", "/proxy/v1/quit", "/", "/healthz?x=1", "/healthz/", "/HEALTHZ", "/health?x=1", "/health/", "/ALIVE"];

    public static IEnumerable<Attack> All =>
    [
        .. ForeignNames.Select(host => Host(host, BadHost)),
        .. NoNames.Select(host => Host(host, "400", BadHost)),
        new RequestAttack("C02", "no Host", ["400"], scene => scene.Ordinary with { Host = null }, Judges.Refused),
        new RequestAttack("C02", "an empty Host", [BadHost], scene => scene.Ordinary with { Host = "" }, Judges.Refused),
        new RequestAttack("C02", "two Hosts", ["400"], scene => With(scene.Ordinary, "Host: evil.example"), Judges.Refused),
        new RequestAttack(
            "C02", "the same Host twice", ["400"],
            scene => With(scene.Ordinary, $"Host: {scene.Ordinary.Host}"),
            Judges.Refused),
        new RequestAttack(
            "C02", "HTTP/1.0 without Host", [BadHost],
            scene => scene.Ordinary with { Host = null, Version = "HTTP/1.0" },
            Judges.Refused),
        new RequestAttack(
            "C03", $"a form's POST: Origin: {Evil}, text/plain", [BadOrigin],
            scene => scene.Ordinary with { Headers = [.. Plain(scene.Ordinary), "Content-Type: text/plain", $"Origin: {Evil}"] },
            Judges.Refused),
        new RequestAttack(
            "C03", "a form's POST without a token", [BadOrigin],
            scene => With(scene.Anonymous, $"Origin: {Evil}"),
            Judges.Refused),
        .. ForeignPages.Select(header => Page(header, _ => [header])),
        Page("its own origin, with TLS", own => [$"Origin: https://{own}"]),
        Page("its own origin, in capitals", own => [$"Origin: HTTP://{own}"]),
        Page("its own origin and a slash", own => [$"Origin: http://{own}/"]),
        Page("its own origin as the beginning of another", own => [$"Origin: http://{own}.evil.example"]),
        Page("its own origin and another, with a space", own => [$"Origin: http://{own} {Evil}"]),
        Page("its own origin and another, with a comma", own => [$"Origin: http://{own}, {Evil}"]),
        Page("its own origin and another, in two lines", own => [$"Origin: http://{own}", $"Origin: {Evil}"]),
        Page("its own origin twice", own => [$"Origin: http://{own}", $"Origin: http://{own}"]),
        Page("Sec-Fetch-Site twice", _ => ["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"]),
        Page("its own origin, and Sec-Fetch-Site: cross-site", own => [$"Origin: http://{own}", "Sec-Fetch-Site: cross-site"]),
        new RequestAttack(
            "C05", "a preflight", [BadOrigin],
            scene => Preflight(scene.Anonymous),
            Judges.Preflight) { Needs = Needs.Nothing },
        new RequestAttack(
            "C05", "a preflight without an Origin", ["405 method_not_allowed"],
            scene => scene.Ordinary with { Method = "OPTIONS", Headers = [.. Plain(scene.Ordinary), "Access-Control-Request-Method: POST"], Body = "" },
            Judges.Preflight),
        NoJson("text/plain", "prompt=hello", "400 invalid_json"),
        NoJson("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n--x--\r\n", "415 media_type_not_supported"),
        NoJson(null, "not json", "400 invalid_json"),
        new RequestAttack(
            "C07", "a WebSocket without a token", ["401 client_token_required"],
            scene => Get(scene.Anonymous, scene.Settings.Path, Upgrade),
            Judges.Unknown) { Needs = Needs.Questions },
        new RequestAttack(
            "C07", "a WebSocket with a token in the query", ["401 client_token_required"],
            scene => Get(scene.Anonymous, $"{scene.Settings.Path}?token={scene.Settings.Token}", Upgrade),
            Judges.Unknown) { Needs = Needs.Questions | Needs.Token },
        new RequestAttack(
            "C07", $"a WebSocket of a page: Origin: {Evil}", [BadOrigin],
            scene => Get(scene.Ordinary, scene.Settings.Path, [.. Upgrade, $"Origin: {Evil}"]),
            Judges.Refused),
        new RequestAttack(
            "C07", "a WebSocket of a path that nothing allows", ["403 path_not_allowed"],
            scene => Get(scene.Ordinary, "/v1/realtime", Upgrade),
            Judges.Refused),
        .. Gets.Select(path => Quit(path, _ => path)),
        Quit("the path", scene => scene.Settings.Path), Quit("/healthz as a whole address", scene => $"http://{scene.Settings.Broker.Authority}/healthz"),
        .. HealthPages.Select(page => Health(page, "Host: evil.example", BadHost, request => request with { Host = "evil.example" })),
        .. HealthPages.Select(page => Health(page, $"Origin: {Evil}", BadOrigin, request => With(request, $"Origin: {Evil}"))),
        .. HealthPages.Select(page => Health(page, "Origin: null", BadOrigin, request => With(request, "Origin: null"))),
        .. HealthPages.Select(page => Health(page, "Sec-Fetch-Site: cross-site", BadOrigin, request => With(request, "Sec-Fetch-Site: cross-site"))),
        new RequestAttack(
            "C09", "GET /healthz, read for secrets", ["200"],
            scene => Get(scene.Anonymous, "/healthz"),
            Judges.Discreet) { Needs = Needs.Nothing },
        new NeighbourAttack("C10", "a connection to this machine's other addresses"),
    ];

    private static RequestAttack Host(string host, params string[] answers) => new("C01", $"Host: {host}", answers, scene => scene.Ordinary with { Host = host }, Judges.Refused);

    private static RequestAttack Page(string name, Func<string, string[]> headers) =>
        new("C04", name, [BadOrigin], scene => With(scene.Ordinary, headers(scene.Settings.Broker.Authority)), Judges.Refused);

    private static RequestAttack Quit(string name, Func<Scene, string> target) =>
        new("C08", $"GET {name}", ["404 not_found"], scene => Get(scene.Ordinary, target(scene)), Judges.Refused) { IsDangerous = true };

    private static RequestAttack Health(string page, string header, string answer, Func<RawRequest, RawRequest> spoil) =>
        new("C09", $"GET {page}, {header}", [answer], scene => spoil(Get(scene.Ordinary, page)), Judges.Refused) { Needs = Needs.Nothing };

    private static RequestAttack NoJson(string? type, string body, string answer) => new(
        "C06",
        $"no JSON, {(type is null ? "without a Content-Type" : type.Split(';')[0])}",
        [answer],
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
