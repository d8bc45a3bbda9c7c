using System.Net.Sockets;

namespace Broker.Attacks;

/// <summary>Plays every attack, one after the other, for a bounded time.</summary>
internal static class AttackRun
{
    /// <summary>Plays them all.</summary>
    /// <param name="scene">Where they are played.</param>
    /// <param name="played">Told after each how many have been played; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One result for each threat, in the order of the ids.</returns>
    public static async Task<IReadOnlyList<ThreatResult>> RunAsync(Scene scene, Action<int>? played, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(scene.Settings.Longest);
        var findings = new List<(Attack Attack, Finding Finding)>();
        foreach (var attack in AttackList.All)
        {
            findings.Add((attack, await TryAsync(attack, scene, time.Token)));
            played?.Invoke(findings.Count);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var byThreat = findings.ToLookup(one => one.Attack.Id);
        return [.. Threat.All.Select(threat => new ThreatResult(threat, [.. byThreat[threat.Id]]))];
    }

    private static async Task<Finding> TryAsync(Attack attack, Scene scene, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Finding.NotTried("there was no time left");
        }

        try
        {
            return await attack.TryAsync(scene, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new Finding(Verdict.NotJudged, "no answer", "there was no time left");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return new Finding(Verdict.Open, "no connection", "it takes no connections any more");
        }
    }
}
