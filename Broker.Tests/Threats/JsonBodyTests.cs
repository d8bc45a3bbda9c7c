using System.Net;
using System.Text;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C35: bodies that are no JSON, too deep, or say one thing twice.</summary>
public class JsonBodyTests
{
    [Theory]
    [InlineData("\u00ff")]
    [InlineData("\"\u00ff\"")]
    [InlineData("\"\u00c0\u00af\"")]
    [InlineData("\"\u00ed\u00a0\u0080\"")]
    [InlineData("\u00ef\u00bb\u00bf{}")]
    [InlineData("{\u0000}")]
    [InlineData("NaN")]
    [InlineData("{} {}")]
    [InlineData("{},")]
    [InlineData("{\"a\":1,}")]
    [InlineData("/* c */ {}")]
    [InlineData("{'a':1}")]
    [InlineData("01")]
    [InlineData("\"a\nb\"")]
    [InlineData(" ")]
    [InlineData("{")]
    public async Task C35_Body_ThatIsNoJson_IsRefused(string body)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Body = body }, 400, "invalid_json");
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public async Task C35_Body_NestedAHundredThousandDeep_IsRefusedAndTheBrokerLives(char bracket)
    {
        await using var stage = await Stage.StartAsync();

        await stage.AssertRefusedAsync(new RawRequest { Body = new string(bracket, 100_000) }, 400, "invalid_json");

        Assert.Equal(200, (await stage.SendAsync(new RawRequest { Body = $"{new string('[', 64)}{new string(']', 64)}" })).Status);
    }

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
