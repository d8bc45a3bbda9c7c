namespace Broker.Tests.Lab;

/// <summary>The lab with two providers behind one broker, as the profile <c>agents</c> starts it.</summary>
public sealed class AgentsLabTests(AgentsLab lab) : IClassFixture<AgentsLab>
{
    [Theory]
    [InlineData("send-chat", "200 OK")]
    [InlineData("send-message", "200 OK")]
    [InlineData("send-message-stream", "200 OK")]
    [InlineData("send-to-other-upstream", "403 Forbidden")]
    [InlineData("send-wrong-token", "401 Unauthorized")]
    public async Task CommandOfTheBroker_Run_SucceedsWithTheExpectedAnswer(string command, string expected)
    {
        var result = await lab.RunAsync("broker", command);

        Assert.True(result.Success, result.Message);
        Assert.Equal(expected, result.Message);
    }

    [Fact]
    public async Task Query_ThatNoEntryNames_IsRefusedForIt()
    {
        var result = await lab.RunAsync("broker", "send-query");

        Assert.True(result.Success, result.Message);
        Assert.Contains("query_not_allowed", result.Data?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ToAnthropic_IsTracedAsAModelCallOfItsProvider()
    {
        var sent = await lab.RunAsync("broker", "send-message");
        var call = await lab.FindSpanAsync("broker", "chat claude-sonnet-4-5");
        var boundary = await lab.RunAsync("broker", "boundary");
        var search = await lab.RunAsync("broker", "look-for-key");

        Assert.True(sent.Success, sent.Message);
        Assert.Equal("anthropic", call.Text("gen_ai.provider.name"));
        Assert.Contains("You said: Say hello to the lab.", call.Text("gen_ai.output.messages"), StringComparison.Ordinal);
        Assert.Contains("x-api-key: ***", boundary.Data?.Value, StringComparison.Ordinal);
        Assert.True(search.Success, search.Message);
    }

    [Fact]
    public async Task SampleHost_BeforeTheGeneralForm_IsAnswered()
    {
        await lab.StartAsync("sample-host");

        var chat = await lab.RunAsync("sample-host", "chat");

        Assert.True(chat.Success, chat.Message);
    }
}

/// <summary>That lab.</summary>
public sealed class AgentsLab : LabFixture
{
    /// <summary>Chooses two providers.</summary>
    public AgentsLab() => Arguments = ["--Lab:Provider=Agents"];
}
