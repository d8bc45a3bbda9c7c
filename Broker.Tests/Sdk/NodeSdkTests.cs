namespace Broker.Tests.Sdks;

/// <summary>
/// The official <c>openai</c> and <c>@anthropic-ai/sdk</c> for JavaScript and the Vercel AI SDK, run by Node: see <c>node/scenarios.mjs</c>.
/// </summary>
public sealed class NodeSdkTests(NodeRuns runs) : IClassFixture<NodeRuns>
{
    public static TheoryData<Way, string> Runs =>
    [
        .. Enum.GetValues<Way>().SelectMany(way => Names(way).Select(scenario => new TheoryDataRow<Way, string>(way, scenario))),
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task NodeSdk_Scenario_Passes(Way way, string scenario)
    {
        var reports = await runs.OfAsync(way);

        Assert.True(reports.TryGetValue(scenario, out var report), "The scripts did not report this scenario.");
        Assert.True(report.Ok, report.Error);
    }

    [Theory]
    [InlineData(Way.Direct)]
    [InlineData(Way.ThroughBroker)]
    [InlineData(Way.ThroughGeneralForm)]
    public async Task NodeSdk_Scenarios_AreTheList(Way way) =>
        Assert.Equal(Names(way).Order(), (await runs.OfAsync(way)).Keys.Order());

    private static IEnumerable<string> Names(Way way) => [.. Scenarios.For(way), .. Scenarios.Vercel];
}
