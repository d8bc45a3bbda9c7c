using Broker.AppHost.Embedded.Dashboard.Output;
using Broker.AppHost.Embedded.Orchestration;
using Broker.AppHost.Embedded.Terminal;

namespace Broker.Tests.AppHost;

public class ResourceConsoleTests
{
    private const string Green = "\u001b[32mgreen sk-secret\u001b[0m";

    [Theory]
    [InlineData(false, "a | green ***")]
    [InlineData(true, "\u001b[36ma\u001b[0m | \u001b[32mgreen ***\u001b[0m")]
    public void Line_IsColouredWhereTheTerminalIs_AndMaskedEverywhere(bool colours, string expected)
    {
        using var output = new StringWriter();
        var console = new ResourceConsole(["a"], new SecretMask(["sk-secret"]), output, colours);

        console.Write("a", ConsoleStream.Output, Green);

        Assert.Equal(expected, output.ToString().TrimEnd());
        Assert.Equal("\u001b[32mgreen ***\u001b[0m", Assert.Single(console.Kept.LinesOf("a")).Text);
    }
}
