using System.Reflection;
using System.Text.RegularExpressions;
using Broker.Attacks;
using LessonStage = Broker.Lessons.Stage;

namespace Broker.Tests.Threats;

/// <summary>Every row of the threat list is an attack of the list or a test that has its id in its name, and a row of the page about security.</summary>
public partial class ThreatCoverageTests
{
    private static readonly string Page = File.ReadAllText(
        Path.Combine(LessonStage.Find(AppContext.BaseDirectory)!.Repository, "docs", "security.md"));

    [Fact]
    public void Threats_All_HaveAnAttackOrATestWithTheirIdInItsName()
    {
        var named = Tests().SelectMany(test => Id().Matches(test.Name).Select(match => match.Value)).Concat(AttackList.All.Select(attack => attack.Id)).ToHashSet();

        Assert.Equal([], Threat.All.Select(threat => threat.Id).Where(id => !named.Contains(id)));
    }

    [Fact]
    public void Tests_NamedAfterAThreat_NameOneThatThereIs()
    {
        var known = Threat.All.Select(threat => threat.Id).ToHashSet();

        Assert.All(Tests().SelectMany(test => Id().Matches(test.Name)), match => Assert.Contains(match.Value, known));
    }

    [Fact]
    public void Threats_All_AreInThePageAboutSecurity()
    {
        Assert.Equal(82, Threat.All.Count);
        Assert.All(Threat.All, threat => Assert.Contains($"\n| {threat.Id} | {threat.Title} |", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Tests_NamedByThePageAboutSecurity_Exist()
    {
        var classes = typeof(ThreatCoverageTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var named = TestClass().Matches(Page).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, classes));
    }

    private static IEnumerable<MethodInfo> Tests() => typeof(ThreatCoverageTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null);

    [GeneratedRegex("(?<![A-Za-z0-9])C[0-9]{2}a?(?=_)")]
    private static partial Regex Id();

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex TestClass();
}
