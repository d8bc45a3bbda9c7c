using System.Text.RegularExpressions;

namespace Broker.Tests.Dashboard;

public class ResourcesPageTests
{
    [Fact]
    public async Task ResourcesPage_ShowsWhatTheEngineKnows()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        var page = await dashboard.PageAsync("/");

        Assert.Contains("Running", page, StringComparison.Ordinal);
        Assert.Contains("Healthy", page, StringComparison.Ordinal);
        Assert.Contains("href=\"http://127.0.0.1:4321\"", page, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", page, StringComparison.Ordinal);
        Assert.Contains("Dry run", page, StringComparison.Ordinal);
        Assert.Contains("Parameters:provider-key in the settings", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/console/broker\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResourcesPage_OffersOnlyWhatMakesSenseNow()
    {
        await using var dashboard = await DashboardFixture.StartAsync();

        var page = await dashboard.PageAsync("/");

        Assert.Contains(" disabled-focusable", Button(page, "Start broker"), StringComparison.Ordinal);
        Assert.DoesNotContain(" disabled-focusable", Button(page, "Stop broker"), StringComparison.Ordinal);

        static string Button(string page, string label) => Regex.Match(page, $"<fluent-button[^>]*aria-label=\"{label}\"[^>]*>").Value is { Length: > 0 } found ? found : throw new InvalidOperationException(label);
    }

    [Fact]
    public async Task EmptyResources_SaySo()
    {
        await using var dashboard = await DashboardFixture.StartAsync();
        dashboard.Resources.Resources = [];

        Assert.Contains("No resources yet", await dashboard.PageAsync("/"), StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8791/v1/responses", await dashboard.PageAsync("/traces"), StringComparison.Ordinal);
    }
}
