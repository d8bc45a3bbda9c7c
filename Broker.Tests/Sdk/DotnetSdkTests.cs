using Broker.Tests.Infrastructure;
using Broker.Tests.Sdks.Dotnet;

namespace Broker.Tests.Sdks;

/// <summary>
/// The official SDKs of OpenAI and Anthropic for .NET: they must notice neither that the provider is a mock nor that there is a broker.
/// </summary>
public sealed class DotnetSdkTests
{
    public static TheoryData<Way, string> Runs =>
        [.. Enum.GetValues<Way>().SelectMany(way => Scenarios.For(way).Select(scenario => new TheoryDataRow<Way, string>(way, scenario)))];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task DotnetSdk_Scenario_Passes(Way way, string scenario)
    {
        var cancellationToken = Patience.Token;
        await using var setting = await SdkSetting.StartAsync(way, cancellationToken);

        await DotnetScenarios.All[scenario](setting, cancellationToken);

        setting.AssertOnlyTheProviderKeyArrived();
    }

    [Fact]
    public void DotnetSdk_Scenarios_AreTheList() =>
        Assert.Equal(Scenarios.For(Way.Direct).Order(), DotnetScenarios.All.Keys.Order());
}
