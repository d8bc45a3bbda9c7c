namespace Broker.Attacks;

/// <summary>The result as a page to read.</summary>
internal static class Scorecard
{
    /// <summary>Prints it: first what an ordinary request got, then each threat with what was tried, at last the sums.</summary>
    public static async Task WriteAsync(Scene scene, IReadOnlyList<ThreatResult> results, TextWriter output)
    {
        await output.WriteLineAsync($"POST {scene.Settings.Broker.GetLeftPart(UriPartial.Authority)}{scene.Settings.Path}");
        await output.WriteLineAsync($"An ordinary request: {scene.Served.CameBack}. Without a token: {scene.Unknown.CameBack}.");
        await output.WriteLineAsync(scene.Upstream is null
            ? "Judged by its answers alone. A recorder in the upstream's place (--upstream-port) sees more."
            : $"A recorder listens in the upstream's place, at {scene.Upstream.Url.Authority}.");
        if (!scene.IsServed)
        {
            await output.WriteLineAsync("Little can be judged while an ordinary request is not served: give a token (--token) or another path (--path).");
        }

        foreach (var result in results)
        {
            await WriteAsync(result, output);
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"{Count(results, Verdict.Held)} held, {Count(results, Verdict.Open)} open, {Count(results, Verdict.NotJudged)} not judged. {scene.Sent} requests.");
    }

    /// <summary>How many threats got a verdict.</summary>
    public static int Count(IReadOnlyList<ThreatResult> results, Verdict verdict) => results.Count(result => result.Verdict == verdict);

    /// <summary>A verdict in words.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Held => "held",
        Verdict.Open => "OPEN",
        _ => "not judged",
    };

    private static async Task WriteAsync(ThreatResult result, TextWriter output)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"{result.Threat.Id,-5} {Word(result.Verdict),-11} {result.Threat.Title}");
        if (result.WhyNothingWasTried is { } why)
        {
            await output.WriteLineAsync($"  ?     not tried: {why}");
            return;
        }

        foreach (var (attack, finding) in result.Attacks)
        {
            await output.WriteLineAsync($"  {Mark(finding.Verdict)}     {attack.Name}: {finding.CameBack}{(finding.Why.Length == 0 ? "" : $" ({finding.Why})")}");
        }
    }

    private static char Mark(Verdict verdict) => verdict switch
    {
        Verdict.Held => '+',
        Verdict.Open => '!',
        _ => '?',
    };
}
