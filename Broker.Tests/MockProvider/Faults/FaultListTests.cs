using Broker.Lessons;
using MockProvider.Misbehaviour;

namespace Broker.Tests.Mock;

public class FaultListTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Stage.Find(AppContext.BaseDirectory)!.Repository, "docs", "mock-provider.md"));

    public static TheoryData<string> Names => [.. FaultList.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fault_OfTheList_IsOnItsPage(string name)
    {
        Assert.Contains($"`{name}`", Page, StringComparison.Ordinal);
        Assert.True(FaultList.Knows(name));
    }

    [Theory]
    [InlineData("mock-nothing")]
    [InlineData("MOCK-DROP")]
    [InlineData("")]
    public void Name_ThatIsNoFault_IsNotKnown(string name) => Assert.False(FaultList.Knows(name));
}
