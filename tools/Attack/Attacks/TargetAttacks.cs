using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C19 to C27, C71: other spellings of the path, other methods, other servers. The servers are this program's own: nothing is sent off this machine.</summary>
internal static class TargetAttacks
{
    public static IEnumerable<Attack> All =>
    [
        Path("C19", "dot segments", (parent, leaf) => $"{parent}/chat/../{leaf}"),
        Path("C19", "encoded dot segments", (parent, leaf) => $"{parent}/%2e%2e{parent}/{leaf}"),
        Path("C19", "one dot", (parent, leaf) => $"{parent}/./{leaf}"),
        Path("C20", "an encoded slash", (parent, leaf) => $"{Slash(parent)}%2F{leaf}"),
        Path("C20", "a slash encoded twice", (parent, leaf) => $"{Slash(parent)}%252F{leaf}"),
        Path("C21", "an encoded letter", (parent, leaf) => $"{parent}/{leaf[..1]}%{(int)leaf[1]:x2}{leaf[2..]}"),
        Path("C21", "capitals", (parent, leaf) => $"{parent.ToUpperInvariant()}/{leaf.ToUpperInvariant()}"),
        Path("C21", "a slash behind it", (parent, leaf) => $"{parent}/{leaf}/"),
        Path("C21", "two slashes", (parent, leaf) => $"/{parent}/{leaf}"),
        Path("C22", "a path parameter", (parent, leaf) => $"{parent}/{leaf};x=1"),
        Path("C22", "a fragment", (parent, leaf) => $"{parent}/{leaf}#x"),
        Path("C22", "a backslash", (parent, leaf) => $"{Slash(parent)}\\{leaf}"),
        Path("C22", "an encoded NUL", (parent, leaf) => $"{parent}/{leaf}%00"),
        Path("C23", "a query", (parent, leaf) => $"{parent}/{leaf}?api-version=1&key=x"),
        new RequestAttack("C24", "another server in the target, and as Host", [400, 403], scene => scene.Ordinary with { Target = $"{Elsewhere(scene)}{scene.Settings.Path}", Host = scene.Elsewhere.Url.Authority }, Judges.Refused),
        new RequestAttack("C24", "another server in the target alone", [400, 403], scene => scene.Ordinary with { Target = $"{Elsewhere(scene)}{scene.Settings.Path}" }, Judges.Refused),
        new RequestAttack("C24", "the broker's own address in the target", [400, 403], scene => scene.Ordinary with { Target = $"http://{scene.Settings.Broker.Authority}{scene.Settings.Path}" }, Judges.Refused),
        new RequestAttack("C25", "CONNECT to another server", [400, 403, 405], scene => Empty(scene, "CONNECT", scene.Elsewhere.Url.Authority) with { Host = scene.Elsewhere.Url.Authority }, Judges.Refused),
        new RequestAttack("C25", "OPTIONS *", [400, 405], scene => Empty(scene, "OPTIONS", "*"), Judges.Refused),
        new RequestAttack("C25", "TRACE", [400, 405], scene => Empty(scene, "TRACE", scene.Settings.Path), Judges.Refused),
        new RequestAttack("C71", "the request that went upstream comes back", [508], scene => scene.Ordinary with { Headers = [.. scene.Ordinary.Headers, .. Marks(scene)] }, Judges.Refused) { Needs = Needs.Service | Needs.Recorder },
        new RequestAttack("C26", "X-HTTP-Method-Override: DELETE", [200], scene => scene.Ordinary with { Headers = [.. scene.Ordinary.Headers, "X-HTTP-Method-Override: DELETE"] }, UpstreamJudges.Departing(OtherMethod)) { Needs = Needs.Service | Needs.Recorder },
        new RequestAttack("C27", "another server in x-portkey-custom-host", [200], scene => scene.Ordinary with { Headers = [.. scene.Ordinary.Headers, $"x-portkey-custom-host: {Elsewhere(scene)}/v1"] }, Judges.StaysAtTheUpstream),
        new RequestAttack("C27", "another server in the body's api_base", [200], scene => scene.Ordinary with { Body = scene.Ordinary.Body.Replace("{\"model\"", $"{{\"api_base\":\"{Elsewhere(scene)}\",\"base_url\":\"{Elsewhere(scene)}\",\"model\"", StringComparison.Ordinal) }, Judges.StaysAtTheUpstream),
    ];

    private static RequestAttack Path(string id, string name, Func<string, string, string> spell) =>
        new(id, name, [400, 403], scene => scene.Ordinary with { Target = Spell(scene.Settings.Path, spell) }, Judges.Refused);

    private static string Spell(string path, Func<string, string, string> spell)
    {
        var slash = path.LastIndexOf('/');
        return spell(path[..slash], path[(slash + 1)..]);
    }

    // A path of one segment keeps its first slash, so that it is a path at all.
    private static string Slash(string parent) => parent.Length == 0 ? "/" : parent;

    private static IEnumerable<string> Marks(Scene scene) => scene.Served.Upstream.SelectMany(arrival => arrival.Values("Via")).Select(via => $"Via: {via}");

    private static string Elsewhere(Scene scene) => $"http://{scene.Elsewhere.Url.Authority}";

    private static RawRequest Empty(Scene scene, string method, string target) => scene.Ordinary with { Method = method, Target = target, Body = "", IsLengthAnnounced = false };

    private static string? OtherMethod(Scene scene, Arrival arrival) => arrival switch
    {
        _ when arrival.Method != "POST" => "the method was changed",
        _ when arrival.Values("X-HTTP-Method-Override").Any() => "the header went upstream",
        _ => null,
    };
}
