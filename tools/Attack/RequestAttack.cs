using Broker.Wire;

namespace Broker.Attacks;

/// <summary>Decides what an exchange has shown.</summary>
/// <param name="scene">Where it was played.</param>
/// <param name="exchange">What came of it.</param>
internal delegate Finding Judge(Scene scene, Exchange exchange);

/// <summary>One request and its judge.</summary>
/// <param name="Id">The threat's id.</param>
/// <param name="Name">What is tried, in a few words.</param>
/// <param name="Answers">The statuses and error codes that the threat list asks for. Of a foreign broker, any refusal will do.</param>
/// <param name="Request">What is sent.</param>
/// <param name="Judge">What that has shown.</param>
internal sealed record RequestAttack(string Id, string Name, IReadOnlyList<string> Answers, Func<Scene, RawRequest> Request, Judge Judge) : Attack(Id, Name)
{
    /// <summary>What the recorder answers, made of the key and of an address elsewhere; null for something ordinary.</summary>
    public Func<string, Uri, IEnumerable<string>>? Upstream { get; init; }

    /// <summary>Where the sending becomes very slow; null for nowhere.</summary>
    public Func<RawRequest, int>? SlowFrom { get; init; }

    /// <summary>Whether a second answer is waited for.</summary>
    public bool ReadsOn { get; init; }

    /// <summary>Whether an ordinary request must be served afterwards.</summary>
    public bool IsDangerous { get; init; }

    /// <inheritdoc/>
    protected override async Task<Finding> PlayAsync(Scene scene, CancellationToken cancellationToken)
    {
        var request = Request(scene);
        scene.Upstream?.AnswerWith(Upstream?.Invoke(scene.Key ?? "", scene.Elsewhere.Url));
        try
        {
            var exchange = await scene.SendAsync(request, cancellationToken, SlowFrom?.Invoke(request), ReadsOn);
            var finding = Judge(scene, exchange);
            return IsDangerous && finding.Verdict != Verdict.Open ? await AskAgainAsync(scene, finding, cancellationToken) : finding;
        }
        finally
        {
            scene.Upstream?.AnswerWith(null);
        }
    }

    private static async Task<Finding> AskAgainAsync(Scene scene, Finding finding, CancellationToken cancellationToken)
    {
        var after = await scene.SendAsync(scene.Ordinary, cancellationToken);
        return after.Answer?.Status == scene.Served.Answer?.Status
            ? finding
            : finding with { Verdict = Verdict.Open, Why = $"an ordinary request is no longer served: {after.CameBack}" };
    }
}
