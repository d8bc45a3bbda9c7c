using Broker.AppHost.Embedded.Dashboard.Output;

namespace Broker.Tests.Dashboard;

/// <summary>Which lines of a console are red.</summary>
public class LineToneTests
{
    [Theory]
    [InlineData("fail: Broker.Service[1]", true)]
    [InlineData("2026-01-01T10:00:00.000Z fail: Broker.Service[1] No room.", true)]
    [InlineData("[10:00:00 ERR] no room", true)]
    [InlineData("Unhandled exception. System.IO.IOException: no room", true)]
    [InlineData("\u001b[41m\u001b[30moops\u001b[0m", true)]
    [InlineData("\u001b[31moops\u001b[0m", true)]
    [InlineData("info: Broker.Service[1] 0 errors", false)]
    [InlineData("\u001b[40m\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m: started", false)]
    [InlineData("errors are counted here", false)]
    [InlineData("", false)]
    public void IsError_IsSaidByLevelOrColour(string line, bool expected) => Assert.Equal(expected, LineTone.IsError(AnsiText.Parse(line)));
}
