namespace Broker.Attacks;

/// <summary>What an attack has shown. The order is that of weight: of several, the last one counts.</summary>
internal enum Verdict
{
    /// <summary>Nothing that could be judged.</summary>
    NotJudged,

    /// <summary>It was turned away, or did no harm.</summary>
    Held,

    /// <summary>It came through.</summary>
    Open,
}
