namespace Broker.Attacks;

/// <summary>The questions that only a recorder in the upstream's place can answer.</summary>
internal static class UpstreamJudges
{
    /// <summary>What leaves the broker must have nothing of the kind that a question finds; what does not leave is no harm.</summary>
    /// <param name="problem">Says what is wrong with a request; null when nothing is.</param>
    public static Judge Departing(Func<Scene, Arrival, string?> problem) => (scene, exchange) => exchange switch
    {
        { Upstream.Count: 0, IsRefused: true } => Judges.Held(exchange),
        { Upstream.Count: 0 } => Judges.NotJudged(exchange, "it did not reach the recorder"),
        _ when exchange.Upstream.Select(arrival => problem(scene, arrival)).FirstOrDefault(found => found is not null) is { } why => Judges.Open(exchange, why),
        _ => Judges.Held(exchange),
    };

    /// <summary>What comes back from the upstream must have nothing of the kind that a question finds.</summary>
    /// <param name="problem">Says what is wrong; null when nothing is.</param>
    public static Judge Returning(Func<Scene, Exchange, string?> problem) => (scene, exchange) => exchange switch
    {
        { Upstream.Count: 0 } => Judges.NotJudged(exchange, "it did not reach the recorder"),
        _ when problem(scene, exchange) is { } why => Judges.Open(exchange, why),
        { Answer: null, HasEnded: false } => Judges.NotJudged(exchange, "no answer in time"),
        _ => Judges.Held(exchange),
    };

    /// <summary>The provider's own credential must be there, once, and no other.</summary>
    public static string? OneCredential(Scene scene, Arrival arrival) => arrival.Credentials switch
    {
        _ when scene.Settings.Token is { } token && arrival.Has(token) => "the caller token went upstream",
        _ when !arrival.Values("Host").SequenceEqual([scene.Upstream!.Url.Authority]) => "another Host went upstream",
        [] => "no credential went upstream",
        [var one] when one == scene.Key => null,
        [_] => "another credential went upstream",
        _ => "several credentials went upstream",
    };
}
