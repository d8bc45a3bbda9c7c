using Broker.Attacks.Attacks;

namespace Broker.Attacks;

/// <summary>Every attack that can be made from outside, in the order in which they are made: the slow ones last.</summary>
internal static class AttackList
{
    /// <summary>All of them. The name and the id together are unique.</summary>
    public static IReadOnlyList<Attack> All { get; } =
        [.. BrowserAttacks.All, .. CallerAttacks.All, .. TargetAttacks.All, .. FramingAttacks.All, .. UpstreamAttacks.All, .. LimitAttacks.All];
}
