namespace Broker.Attacks;

/// <summary>The questions that attacks put to what came of them.</summary>
internal static class Judges
{
    /// <summary>A password that some requests carry in an address, and that no answer may repeat.</summary>
    public const string Password = "password-of-an-address";

    private const string Cors = "Access-Control-Allow-";
    private const int Telling = 10;

    /// <summary>It must be turned away, and nothing may go further.</summary>
    public static Finding Refused(Scene scene, Exchange exchange) => exchange switch
    {
        { Upstream.Count: > 0 } => Open(exchange, "it reached the upstream"),
        { IsElsewhereConnected: true } => Open(exchange, "the broker went where the request sent it"),
        _ when AllowsPages(exchange) => Open(exchange, "the answer lets web pages read it"),
        _ when Tells(scene.Settings.Token, exchange) => Open(exchange, "the caller token is in the answer"),
        _ when Tells(scene.Key, exchange) => Open(exchange, "the provider key is in the answer"),
        _ when Tells(Password, exchange) => Open(exchange, "a password is in the answer"),
        { IsRefused: true } => Held(exchange),
        { Answer: { } answer } when answer.Status == scene.Served.Answer?.Status || answer.Status is >= 200 and < 300 => Open(exchange, "served like any other"),
        { Answer.Status: 101 } => Open(exchange, "the protocol was switched"),
        { Answer.Status: >= 300 and < 400 } => Held(exchange),
        { Answer: not null } when scene.Upstream is not null => Held(exchange),
        { Answer: not null } => NotJudged(exchange, "a fault is no refusal; a recorder would show whether it went further (--upstream-port)"),
        _ => NotJudged(exchange, "it was neither served nor turned away in time"),
    };

    /// <summary>Somebody without a token must be turned away.</summary>
    public static Finding Unknown(Scene scene, Exchange exchange)
    {
        var finding = Refused(scene, exchange);
        return finding.Verdict == Verdict.Open ? finding with { Why = "it asks nobody who they are" } : finding;
    }

    /// <summary>Somebody without a token must hear the same words, whatever they ask for.</summary>
    public static Finding TellsNothing(Scene scene, Exchange exchange)
    {
        var finding = Unknown(scene, exchange);
        return finding.Verdict == Verdict.Held && exchange.Answer?.Status != scene.Unknown.Answer?.Status
            ? Open(exchange, $"an allowed path gets {scene.Unknown.CameBack}: the answer tells which paths are allowed")
            : finding;
    }

    /// <summary>A page of another origin must not be allowed to read or to send.</summary>
    public static Finding Preflight(Scene scene, Exchange exchange) => exchange switch
    {
        { Upstream.Count: > 0 } => Open(exchange, "it reached the upstream"),
        _ when AllowsPages(exchange) => Open(exchange, "the answer lets web pages in"),
        { Answer: null, HasEnded: false } => NotJudged(exchange, "no answer in time"),
        _ => Held(exchange),
    };

    /// <summary>It may be turned away or served, but must lead to no other server.</summary>
    public static Finding StaysAtTheUpstream(Scene scene, Exchange exchange) => exchange switch
    {
        { IsElsewhereConnected: true } => Open(exchange, "the broker went where the request sent it"),
        { Answer: null, HasEnded: false } => NotJudged(exchange, "no answer in time"),
        _ => Held(exchange),
    };

    /// <summary>One request must stay one: what stands behind it is no second one.</summary>
    public static Finding StaysOne(Scene scene, Exchange exchange) => exchange switch
    {
        { Upstream.Count: > 1 } => Open(exchange, "two requests reached the upstream"),
        _ when exchange.Upstream.Any(arrival => arrival.Has("smuggled")) => Open(exchange, "what stood behind the body reached the upstream"),
        _ when exchange.Rest.Contains("HTTP/1", StringComparison.Ordinal) => Open(exchange, "it answered twice: what stood behind the body was taken for a request"),
        { Answer: null, HasEnded: false } => NotJudged(exchange, "no answer in time"),
        _ => Held(exchange),
    };

    /// <summary>What is too much must be turned away, or the host cut off.</summary>
    public static Finding CutOff(Scene scene, Exchange exchange) => exchange switch
    {
        { Upstream.Count: > 0 } => Open(exchange, "it reached the upstream"),
        { Answer: null, HasEnded: false } => Open(exchange, $"still waiting after {scene.Settings.SlowPatience.TotalSeconds:0} seconds"),
        _ => Refused(scene, exchange),
    };

    /// <summary>A limit that the owner may set otherwise: whoever serves it has another one.</summary>
    public static Finding LimitOfTheOwner(Scene scene, Exchange exchange)
    {
        var finding = Refused(scene, exchange);
        return finding.Verdict == Verdict.Open ? NotJudged(exchange, "its limit may be higher") : finding;
    }

    /// <summary>It must be served as any other.</summary>
    public static Finding Served(Scene scene, Exchange exchange) => exchange.Answer?.Status == scene.Served.Answer?.Status
        ? Held(exchange)
        : Open(exchange, "others are not served meanwhile");

    /// <summary>Nothing in the answer may be a secret.</summary>
    public static Finding Discreet(Scene scene, Exchange exchange) => exchange switch
    {
        _ when Tells(scene.Settings.Token, exchange) => Open(exchange, "the caller token is in it"),
        _ when Tells(scene.Key, exchange) => Open(exchange, "the provider key is in it"),
        _ when AllowsPages(exchange) => Open(exchange, "the answer lets web pages read it"),
        { Answer.Status: 200 } => Held(exchange),
        _ => NotJudged(exchange, "it has no such page"),
    };

    public static Finding Held(Exchange exchange) => new(Verdict.Held, exchange.CameBack);

    public static Finding Open(Exchange exchange, string why) => new(Verdict.Open, exchange.CameBack, why);

    public static Finding NotJudged(Exchange exchange, string why) => new(Verdict.NotJudged, exchange.CameBack, why);

    /// <summary>Whether a secret is in what came, its framing taken off or not.</summary>
    public static bool Tells(string? secret, Exchange exchange) =>
        secret is { Length: > 0 } && (exchange.Raw.Contains(secret, StringComparison.Ordinal) || exchange.Answer?.Body.Contains(secret, StringComparison.Ordinal) == true);

    /// <summary>Whether ten letters of a secret in a row are in what came.</summary>
    public static bool TellsPart(string? secret, Exchange exchange) =>
        secret is { Length: >= Telling } && Enumerable.Range(0, secret.Length - Telling + 1).Any(at => Tells(secret.Substring(at, Telling), exchange));

    private static bool AllowsPages(Exchange exchange) =>
        exchange.Answer?.Headers.Any(header => header.Key.StartsWith(Cors, StringComparison.OrdinalIgnoreCase)) == true;
}
