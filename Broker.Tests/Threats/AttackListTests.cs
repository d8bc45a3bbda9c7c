using System.Text.Json;
using Broker.Attacks;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>The attack program's own list, played on our broker: what it shows to learners and what is promised here are one.</summary>
public class AttackListTests(AttackedBroker attacked) : IClassFixture<AttackedBroker>
{
    public static IEnumerable<TheoryDataRow<string, string>> All =>
        AttackList.All.Select(attack => new TheoryDataRow<string, string>(attack.Id, attack.Name) { TestDisplayName = $"{attack.Id} {attack.Name}" });

    [Theory]
    [MemberData(nameof(All))]
    public async Task Attack_OnTheBroker_IsHeldWithOneEventForEachRequest(string id, string name)
    {
        var attack = AttackList.All.Single(one => one.Id == id && one.Name == name);
        var (events, sent) = (attacked.EventCount, attacked.Scene.Sent);

        var finding = await attack.TryAsync(attacked.Scene, Patience.Token);

        Assert.SkipWhen(finding == Finding.NotTried("this machine has no other address"), finding.Why);
        Assert.True(finding.Verdict == Verdict.Held, $"{finding.Verdict}: {finding.CameBack} {finding.Why}");
        if (attack is RequestAttack request)
        {
            Assert.Contains(finding.CameBack, request.Answers);
        }

        var expected = events + attacked.Scene.Sent - sent;
        await Patience.UntilAsync(() => attacked.EventCount >= expected, Patience.Token);
        var lines = attacked.Events();
        Assert.Equal(expected, lines.Count);
        Assert.All(lines.Skip(events), line => Assert.DoesNotContain(AttackedBroker.Secrets, secret => line.GetRawText().Contains(secret, StringComparison.OrdinalIgnoreCase)));
        if (attack is RequestAttack { Upstream: null } && finding.CameBack[0] == '4')
        {
            AssertTold(lines[events], finding.CameBack);
        }
    }

    /// <summary>The event has the answer's status and its code, or the one for what the HTTP server turns away by itself.</summary>
    private static void AssertTold(JsonElement line, string cameBack)
    {
        var (status, error) = (cameBack[..3], cameBack.Length > 4 ? cameBack[4..] : "bad_request");
        Assert.Equal((false, status, error), (line.GetProperty("ok").GetBoolean(), $"{line.GetProperty("status").GetInt32()}", line.GetProperty("error").GetString()));
    }

    [Fact]
    public void Attacks_OfEveryThreat_AreMadeOrExplained() => Assert.All(Threat.All, threat =>
        Assert.Equal(threat.NotFromOutside is null, AttackList.All.Any(attack => attack.Id == threat.Id)));

    [Fact]
    public void Attacks_All_NameAThreatAndHaveANameOfTheirOwn()
    {
        Assert.All(AttackList.All, attack => Assert.Contains(Threat.All, threat => threat.Id == attack.Id));
        Assert.Equal(AttackList.All.Count, AttackList.All.Select(attack => (attack.Id, attack.Name)).Distinct().Count());
    }
}
