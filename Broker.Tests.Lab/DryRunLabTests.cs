namespace Broker.Tests.Lab;

/// <summary>The lab without a provider, as the profile <c>dry-run</c> starts it.</summary>
public sealed class DryRunLabTests(DryRunLabTests.DryRunLab lab) : IClassFixture<DryRunLabTests.DryRunLab>
{
    [Fact]
    public async Task DryRunLab_ItsBroker_DescribesAndSendsNothing()
    {
        var early = await lab.RunAsync("broker", "boundary");
        var request = await lab.RunAsync("broker", "send-chat");
        var boundary = await lab.RunAsync("broker", "boundary");
        var search = await lab.RunAsync("broker", "look-for-key");

        Assert.False(early.Success);
        Assert.True(request.Success, request.Message);
        Assert.Contains("\"mode\": \"dry_run\"", request.Data?.Value, StringComparison.Ordinal);
        Assert.True(boundary.Success, boundary.Message);
        Assert.Contains("**stops here**: `dry run` | nothing |", boundary.Data?.Value, StringComparison.Ordinal);
        Assert.True(search.Success, search.Message);
        Assert.DoesNotContain(lab.Resources, name => name is "mock-provider" or "sample-host" or "caller-token" or "provider-key");
    }

    /// <summary>That lab.</summary>
    public sealed class DryRunLab : LabFixture
    {
        /// <summary>Chooses no provider.</summary>
        public DryRunLab() => Arguments = ["--Lab:Provider=None"];
    }
}
