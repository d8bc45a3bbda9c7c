using Broker.AppHost.Embedded.Dashboard.Commands;

namespace Broker.Tests.Dashboard;

public class CommandMessageTests
{
    [Theory]
    [InlineData("200 OK\n{\"a\":[1]}", "200 OK", "{\n  \"a\": [\n    1\n  ]\n}")]
    [InlineData("200 OK\nnot json\nat all", "200 OK", "not json\nat all")]
    [InlineData("200 OK", "200 OK", null)]
    [InlineData("200 OK\n  ", "200 OK", null)]
    [InlineData(null, "", null)]
    public void Message_IsHeadlineAndIndentedBody(string? message, string headline, string? body)
    {
        var read = CommandMessage.Of(message);

        Assert.Equal((headline, body), (read.Headline, read.Body?.ReplaceLineEndings("\n")));
    }
}
