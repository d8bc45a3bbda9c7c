using System.Net;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C35: bodies that say one thing twice, or a model that cannot be told.</summary>
public class JsonBodyTests
{
    [Fact]
    public async Task C35_Body_WithTwoModels_PassesUnchangedAndTheEventNamesNeither()
    {
        const string Body = """{"model":"a","model":"b"}""";
        await using var stage = await Stage.StartAsync();

        using var answer = await stage.Broker.Client.SendAsync(RunningBroker.Request("/v1/responses", Body), Patience.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Body, Encoding.UTF8.GetString(Assert.Single(stage.Upstream.Requests).Body));
        Assert.False(Assert.Single(stage.Broker.Events()).TryGetProperty("model", out _));
    }

    [Theory]
    [InlineData("""{"model":"a","mod\u0065l":"b"}""")]
    [InlineData("""{"model":"line\nbreak"}""")]
    [InlineData("""{"model":["a"]}""")]
    public async Task C35_Body_WithAModelThatCannotBeTold_LeavesItOutOfTheEvent(string body)
    {
        await using var stage = await Stage.StartAsync();

        Assert.Equal(200, (await stage.SendAsync(new RawRequest { Body = body })).Status);

        Assert.False(Assert.Single(stage.Broker.Events()).TryGetProperty("model", out _));
    }
}
