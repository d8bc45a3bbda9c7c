using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Auditing;

public class PrintablePathTests(SharedDryRun shared) : IClassFixture<SharedDryRun>
{
    public static TheoryData<string, string> Targets =>
    [
        ("/v1/responses", "/v1/responses"), ("/v1/responses?key=x", "/v1/responses"), ("/v1/responses?", "/v1/responses"), ("/a?b?c", "/a"),
        ("?x", ""), ("", ""), ("*", "*"), ("http://user:pass@host/v1/x?y", "/v1/x"), ("http://user:pass@host", "/"),
        ("http://user:pass@host?q=/a", "/"), ("HTTPS://host:1/a://b", "/a://b"), ("/a://b", "/a://b"), ("host:443", "host:443"),
        ("user:pass@host:443", "host:443"),
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public void From_ARequestTarget_IsItsPathAlone(string target, string path) => Assert.Equal(path, PrintablePath.From(target));

    [Theory]
    [InlineData(511, 0, false)]
    [InlineData(512, 5000, false)]
    [InlineData(513, 0, true)]
    [InlineData(7000, 5000, true)]
    public void From_ALongTarget_IsCutAt512CharactersAndMarked(int length, int query, bool isCut)
    {
        var target = "/" + new string('x', length - 1);
        Assert.Equal(isCut ? target[..512] + "…" : target, PrintablePath.From($"{target}?{new string('q', query)}"));
    }

    [Fact]
    public async Task Path_OfALongRequest_IsCutInAnswerAndEvent()
    {
        var broker = shared.Begin().Broker;
        var target = "/" + new string('x', 2000);
        var answer = await WrittenRequest.SendAsync(broker, $"POST {target}?{new string('q', 2000)}", "{}");
        Assert.Equal(
            target[..512] + "…",
            EventAssert.SingleRefusal(broker, target[..512] + "…", 403, "path_not_allowed").GetProperty("path").GetString());
        Assert.DoesNotContain(target[..513], answer.Body, StringComparison.Ordinal);
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
        var broker = shared.Begin().Broker;
        var answer = await WrittenRequest.SendAsync(broker, $"POST /{text}", "{}");
        Assert.DoesNotContain(Assert.Single(broker.Events()).GetProperty("path").GetString()!, char.IsControl);
        Assert.Contains(answer.Status, (int[])[400, 403]);
    }
}
