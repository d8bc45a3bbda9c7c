using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

public class PrintablePathTests
{
    [Theory]
    [InlineData("/v1/responses", "/v1/responses")]
    [InlineData("/v1/responses?key=x", "/v1/responses")]
    [InlineData("/v1/responses?", "/v1/responses")]
    [InlineData("/a?b?c", "/a")]
    [InlineData("?x", "")]
    [InlineData("", "")]
    [InlineData("*", "*")]
    [InlineData("http://user:pass@host/v1/x?y", "/v1/x")]
    [InlineData("http://user:pass@host", "/")]
    [InlineData("http://user:pass@host?q=/a", "/")]
    [InlineData("HTTPS://host:1/a://b", "/a://b")]
    [InlineData("/a://b", "/a://b")]
    [InlineData("host:443", "host:443")]
    [InlineData("user:pass@host:443", "host:443")]
    public void From_ARequestTarget_IsItsPathAlone(string target, string path) => Assert.Equal(path, PrintablePath.From(target));

    [Theory]
    [InlineData(511, false)]
    [InlineData(512, false)]
    [InlineData(513, true)]
    [InlineData(7000, true)]
    public void From_ALongTarget_IsCutAt512CharactersAndMarked(int length, bool isCut)
    {
        var target = "/" + new string('x', length - 1);

        var path = PrintablePath.From(target);

        Assert.Equal(isCut ? target[..512] + "…" : target, path);
    }

    [Fact]
    public void From_ALongQuery_IsNoReasonToCut() => Assert.Equal("/v1", PrintablePath.From("/v1?" + new string('x', 5000)));

    [Fact]
    public async Task Path_OfALongRequest_IsCutInAnswerAndEvent()
    {
        await using var broker = await RunningBroker.StartAsync();
        var target = "/" + new string('x', 2000);

        var answer = await WrittenRequest.SendAsync(broker, $"POST {target}?{new string('q', 2000)}", "{}");

        Assert.Equal(403, answer.Status);
        EventAssert.SingleRefusal(broker, target[..512] + "…", 403, "path_not_allowed");
    }

    [Theory]
    [InlineData("\u001b[31mred")]
    [InlineData("\u0007")]
    [InlineData("a\tb")]
    [InlineData("\u007f")]
    [InlineData("\u0085")]
    [InlineData("%0d%0a")]
    public async Task Path_WithControlCharacters_IsShownWithoutAny(string text)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, $"POST /{text}", "{}");

        var path = Assert.Single(broker.Events()).GetProperty("path").GetString();
        Assert.DoesNotContain(path!, char.IsControl);
        Assert.Contains(answer.Status, (int[])[400, 403]);
    }
}
