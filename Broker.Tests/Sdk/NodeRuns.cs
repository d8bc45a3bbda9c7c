using System.Text.Json;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Sdks;

/// <summary>One run of the scripts for each way, made when first asked for.</summary>
public sealed class NodeRuns
{
    private readonly Dictionary<Way, Lazy<Task<IReadOnlyDictionary<string, NodeReport>>>> _runs =
        Enum.GetValues<Way>().ToDictionary(way => way, way => new Lazy<Task<IReadOnlyDictionary<string, NodeReport>>>(() => RunAsync(way)));

    /// <summary>What the scripts say of each scenario.</summary>
    internal Task<IReadOnlyDictionary<string, NodeReport>> OfAsync(Way way) => _runs[way].Value;

    private static async Task<IReadOnlyDictionary<string, NodeReport>> RunAsync(Way way)
    {
        var node = await NodePackage.InstallAsync(TestContext.Current.CancellationToken);
        var cancellationToken = Patience.Token;
        await using var setting = await SdkSetting.StartAsync(way, cancellationToken);
        var told = JsonSerializer.Serialize(
            new
            {
                setting.BaseUrl,
                setting.Key,
                setting.Refusal,
                setting.AnthropicUrl,
                setting.AnthropicRefusal,
                setting.Faults,
                SdkSetting.Model,
                SdkSetting.UnknownModel,
                SdkSetting.AnthropicModel,
                setting.KeptResponse,
                setting.DoomedResponse,
            },
            JsonSerializerOptions.Web);

        // Straight, the scripts run all they have, so that none is left out of the list.
        var run = await NodePackage.RunAsync(node, told, way == Way.Direct ? [] : [.. Scenarios.For(way), .. Scenarios.Vercel], cancellationToken);

        if (setting.IsThroughBroker)
        {
            LeakOracle.OfThisRun.See("output of an SDK client", $"{run.Output}{run.Error}");
        }

        Assert.True(run.Code == 0, run.Error);
        setting.AssertOnlyTheProviderKeyArrived();
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<NodeReport>(line, JsonSerializerOptions.Web)!)
            .ToDictionary(report => report.Scenario);
    }
}
