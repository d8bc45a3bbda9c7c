using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C19 to C27, C71: other spellings of the path, other methods, other servers. The servers are this program's own: nothing is sent off this machine.</summary>
internal static class TargetAttacks
{
    private const string BadPath = "403 path_not_allowed";
    private const string BadMethod = "405 method_not_allowed";
    private static readonly string[] Elsewhere = ["400", "405", "403 host_not_allowed", BadPath, BadMethod];

    private static readonly string[] Schemes = ["http", "https", "HTTP", "ftp"];
    private static readonly string[] OddTargets = ["file:///etc/passwd", "http://", "v1/responses", "*"];
    private static readonly string[] WithPassword = ["http://user:U@A/v1/responses", "http://U@A", "http://user:U@A?q", "http://user:U@A\\x", "ws://user:U@A/v1/responses", "user:U@A"];
    private static readonly string[] Methods = ["TRACE", "PUT", "DELETE", "post", "POST2"];

    /// <summary>Spellings by their threat. P stands for all of the path but its last segment, L for that.</summary>
    private static readonly (string Id, string[] Spellings)[] Spellings =
    [
        ("C19", ["P/chat/../L", "P/%2e%2eP/L", "P/%2E.P/L", "P/./L", "P/%2e/L", "P/L/.", "P/L/../L", "P/files/..%2fL", "P/..;P/L"]),
        ("C20", ["P%2FL", "P%2fL", "P%252FL", "P%5CL", "%2FP/L"]),
        ("C21", ["P/L/", "/P/L", "P//L", "P/L%20", "P/L.", "P/L%2", "P/L%zz", "P/L%c0%af"]),
        ("C22", ["P/L;x=1", "P;x/L", "P/L#x", "P/L#", "P\\L", "\\P\\L", "P/L%00", "P/L\0", "P/L%0d%0aX-Evil:%20y", "P/L\u00e9"]),
        ("C23", ["P/L?api-version=1&key=x", "P/L?", "P/L??", "P/L?/../../v1/files"]),
    ];

    public static IEnumerable<Attack> All =>
    [
        .. Spellings.SelectMany(row => row.Spellings.Select(spelling => Path(
            row.Id, RawRequest.Printable(Spelt(spelling, "/v1", "responses")), (parent, leaf) => Spelt(spelling, parent, leaf)))),
        Path("C21", "an encoded letter", (parent, leaf) => $"{parent}/{leaf[..1]}%{(int)leaf[1]:x2}{leaf[2..]}"),
        Path("C21", "capitals", (parent, leaf) => $"{parent.ToUpperInvariant()}/{leaf.ToUpperInvariant()}"),
        Target(
            "another server in the target, and as Host",
            scene => $"http://{scene.Elsewhere.Url.Authority}{scene.Settings.Path}",
            scene => scene.Elsewhere.Url.Authority),
        Target("another server in the target alone", scene => $"http://{scene.Elsewhere.Url.Authority}{scene.Settings.Path}"),
        .. Schemes.Select(scheme => Target($"the broker's own address in the target, {scheme}", scene => $"{scheme}://{scene.Settings.Broker.Authority}{scene.Settings.Path}")),
        .. OddTargets.Select(target => Target(target, _ => target)),
        .. WithPassword
            .Select(form => Target($"{form}, with a password as U", scene => form.Replace("U", Judges.Password, StringComparison.Ordinal).Replace("A", scene.Settings.Broker.Authority, StringComparison.Ordinal))),
        Method("CONNECT", "another server", scene => scene.Elsewhere.Url.Authority),
        Method("CONNECT", "another server, with a password", scene => $"user:{Judges.Password}@{scene.Elsewhere.Url.Authority}"),
        Method("CONNECT", "the broker", scene => scene.Settings.Broker.Authority),
        Method("CONNECT", "the path", scene => scene.Settings.Path),
        Method("OPTIONS", "*", _ => "*"),
        .. Methods.Select(method => Method(method, "the path", scene => scene.Settings.Path)),
        Method("get", "/healthz", _ => "/healthz"),
        new RequestAttack(
            "C71", "the request that went upstream comes back", ["508 loop_detected"],
            scene => With(scene, [.. Marks(scene)]),
            Judges.Refused) { Needs = Needs.Service | Needs.Recorder },
        new RequestAttack(
            "C26", "X-HTTP-Method-Override: DELETE", ["200"],
            scene => With(scene, "X-HTTP-Method-Override: DELETE"),
            UpstreamJudges.Departing(OtherMethod)) { Needs = Needs.Service | Needs.Recorder },
        new RequestAttack(
            "C27", "another server in x-portkey-custom-host", ["200"],
            scene => With(scene, $"x-portkey-custom-host: http://{scene.Elsewhere.Url.Authority}/v1"),
            Judges.StaysAtTheUpstream),
        new RequestAttack(
            "C27", "another server in x-stainless-custom-host", ["200"],
            scene => With(scene, $"x-stainless-custom-host: {scene.Elsewhere.Url.Authority}"),
            UpstreamJudges.Departing(UpstreamJudges.OneCredential)) { Needs = Needs.Service | Needs.Recorder | Needs.Key },
        new RequestAttack(
            "C27", "another server in the body's api_base", ["200"],
            scene => scene.Ordinary with { Body = scene.Ordinary.Body.Replace("{\"model\"", $"{{\"api_base\":\"http://{scene.Elsewhere.Url.Authority}\",\"base_url\":\"http://{scene.Elsewhere.Url.Authority}\",\"model\"", StringComparison.Ordinal) },
            Judges.StaysAtTheUpstream),
    ];

    private static RequestAttack Path(string id, string name, Func<string, string, string> spell) =>
        new(id, name, id == "C23" ? [BadPath] : ["400", BadPath], scene => scene.Ordinary with { Target = Spell(scene.Settings.Path, spell) }, Judges.Refused);

    private static RequestAttack Target(string name, Func<Scene, string> target, Func<Scene, string?>? host = null) =>
        new("C24", name, Elsewhere, scene => scene.Ordinary with { Target = target(scene), Host = host is null ? scene.Ordinary.Host : host(scene) }, Judges.Refused);

    private static RequestAttack Method(string method, string name, Func<Scene, string> target) => new(
        "C25",
        name == "the path" && method != "CONNECT" ? method : $"{method} {name}",
        Elsewhere,
        scene => scene.Ordinary with
        {
            Method = method,
            Target = target(scene),
            // A tunnel's target and its Host are one.
            Host = method == "CONNECT" && target(scene)[0] != '/' ? target(scene).Split('@')[^1] : scene.Ordinary.Host,
            Body = "",
            IsLengthAnnounced = false,
        },
        Judges.Refused);

    private static string Spelt(string spelling, string parent, string leaf) =>
        string.Concat(spelling.Select(letter => letter switch { 'P' => parent, 'L' => leaf, _ => $"{letter}" }));

    private static string Spell(string path, Func<string, string, string> spell)
    {
        var slash = path.LastIndexOf('/');
        return spell(path[..slash], path[(slash + 1)..]);
    }

    private static RawRequest With(Scene scene, params string[] headers) => scene.Ordinary with { Headers = [.. scene.Ordinary.Headers, .. headers] };

    private static IEnumerable<string> Marks(Scene scene) => scene.Served.Upstream.SelectMany(arrival => arrival.Values("Via")).Select(via => $"Via: {via}");

    private static string? OtherMethod(Scene scene, Arrival arrival) => arrival switch
    {
        _ when arrival.Method != "POST" => "the method was changed",
        _ when arrival.Values("X-HTTP-Method-Override").Any() => "the header went upstream",
        _ => null,
    };
}
