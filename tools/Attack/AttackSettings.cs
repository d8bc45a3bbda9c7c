namespace Broker.Attacks;

/// <summary>Whom to attack, and how.</summary>
internal sealed record AttackSettings
{
    /// <summary>Where the broker listens, on this machine.</summary>
    public required Uri Broker { get; init; }

    /// <summary>A caller token that it accepts; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>A path that it allows.</summary>
    public string Path { get; init; } = "/v1/responses";

    /// <summary>Where a recorder listens in the upstream's place; null for no recorder.</summary>
    public int? UpstreamPort { get; init; }

    /// <summary>Whether the scorecard is JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a host may keep the broker waiting before that counts as open.</summary>
    public TimeSpan SlowPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After which nothing more is tried.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);
}
