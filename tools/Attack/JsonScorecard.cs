using System.Text.Json;

namespace Broker.Attacks;

/// <summary>The result for programs.</summary>
internal static class JsonScorecard
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Prints one object.</summary>
    public static Task WriteAsync(Scene scene, IReadOnlyList<ThreatResult> results, TextWriter output) => output.WriteLineAsync(JsonSerializer.Serialize(
        new
        {
            Broker = scene.Settings.Broker.GetLeftPart(UriPartial.Authority),
            scene.Settings.Path,
            Ordinary = scene.Served.CameBack,
            WithoutToken = scene.Unknown.CameBack,
            Recorder = scene.Upstream?.Url.Authority,
            Threats = results.Select(result => new
            {
                result.Threat.Id,
                result.Threat.Title,
                Verdict = Scorecard.Word(result.Verdict).ToLowerInvariant(),
                result.Threat.NotFromOutside,
                Attacks = result.Attacks.Select(one => new
                {
                    one.Attack.Name,
                    Verdict = Scorecard.Word(one.Finding.Verdict).ToLowerInvariant(),
                    one.Finding.CameBack,
                    one.Finding.Why,
                }),
            }),
            Held = Scorecard.Count(results, Verdict.Held),
            Open = Scorecard.Count(results, Verdict.Open),
            NotJudged = Scorecard.Count(results, Verdict.NotJudged),
            Requests = scene.Sent,
        },
        Indented));
}
