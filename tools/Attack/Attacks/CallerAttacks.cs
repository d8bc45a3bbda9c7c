using Broker.Wire;

namespace Broker.Attacks.Attacks;

/// <summary>C11 to C17, C88: whoever does not hold the caller token.</summary>
internal static class CallerAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new RequestAttack("C11", "no token", [401], scene => scene.Anonymous, Judges.Unknown) { Needs = Needs.Path },
        Wrong("C11", "X-Broker-Token: x"), Wrong("C11", "Authorization: Bearer x"), Wrong("C11", "api-key: x"), Wrong("C11", "Authorization: Basic eDp4"),
        new RequestAttack("C11", "the first half of the token", [401], scene => With(scene, scene.Carrier + scene.Settings.Token![..(scene.Settings.Token!.Length / 2)]), Judges.Unknown) { Needs = Needs.Token | Needs.Questions },
        new RequestAttack("C11", "the token in the query", [401], scene => scene.Anonymous with { Target = $"{scene.Settings.Path}?token={scene.Settings.Token}" }, Judges.Unknown) { Needs = Needs.Token | Needs.Questions },
        new RequestAttack("C11", "a path that nothing allows, without a token", [401], scene => scene.Anonymous with { Target = "/v1/unknown" }, Judges.TellsNothing) { Needs = Needs.Questions },
        TellsNothing("Authorization: Bearer x"), TellsNothing("api-key: x"), TellsNothing("x-api-key: x"), TellsNothing("x-goog-api-key: x"),
        Strange("a token in Latin-1", "t\u00f6k"), Strange("a token in UTF-8", "t\u00c3\u00b6k"), Strange("a token of no characters at all", "\u00ff\u00fe"),
        Both("the token's header twice, the right one first", scene => [scene.Carrier + scene.Settings.Token, scene.Carrier + "x"]),
        Both("the token's header twice, the right one last", scene => [scene.Carrier + "x", scene.Carrier + scene.Settings.Token]),
        Both("the right token and a wrong one in one line", scene => [$"{scene.Carrier}{scene.Settings.Token}, Bearer x"]),
        Wrong("C17", "Authorization: Bearer ' OR 1=1--"),
        new RequestAttack("C17", "a token of one megabyte", [431], scene => With(scene, $"Authorization: Bearer {new string('x', 1024 * 1024)}"), Judges.Unknown) { Needs = Needs.Questions, IsDangerous = true },
    ];

    private static RequestAttack Wrong(string id, string header) => new(id, header, [401], scene => With(scene, header), Judges.Unknown) { Needs = Needs.Questions };

    private static RequestAttack TellsNothing(string header) => new(
        "C88", $"a path that nothing allows, {header}", [401], scene => With(scene, header) with { Target = "/v1/unknown" }, Judges.TellsNothing) { Needs = Needs.Questions };

    private static RequestAttack Strange(string name, string token) =>
        new("C12", name, [400, 401], scene => With(scene, scene.Carrier + token), Judges.Unknown) { Needs = Needs.Questions, IsDangerous = true };

    private static RequestAttack Both(string name, Func<Scene, string[]> headers) =>
        new("C13", name, [400, 401], scene => With(scene, headers(scene)), Judges.Refused) { Needs = Needs.Token | Needs.Questions | Needs.Service };

    private static RawRequest With(Scene scene, params string[] headers) => scene.Anonymous with { Headers = [.. scene.Anonymous.Headers, .. headers] };
}
