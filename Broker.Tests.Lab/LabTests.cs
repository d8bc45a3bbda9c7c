namespace Broker.Tests.Lab;

/// <summary>The lab as a learner runs it: what a host gets, what the buttons do, and what the traces tell.</summary>
[Collection(nameof(SharedLab))]
public sealed class LabTests(LabFixture lab)
{
    // What a host gets after each fault: status, encoding and body; nothing where the answer breaks off.
    private static readonly Dictionary<string, Func<(int Status, string? Encoding, string Body)?, bool>> Faults = new()
    {
        ["mock-429"] = answer => answer is (429, null, var body) && body.Contains("rate_limit_exceeded", StringComparison.Ordinal),
        ["mock-500"] = answer => answer is (500, null, var body) && body.Contains("server_error", StringComparison.Ordinal),
        ["mock-slow"] = answer => answer is (200, null, var body) && body.Contains("You said: hello", StringComparison.Ordinal),
        ["mock-drop"] = answer => answer is (502, null, var body) && body.Contains("upstream_unreachable", StringComparison.Ordinal),
        ["mock-drop-midway"] = answer => answer is null,
        ["mock-redirect"] = answer => answer is (502, null, var body) && body.Contains("upstream_redirect_refused", StringComparison.Ordinal),
        ["mock-echo-split"] = answer => answer is (200, null, var body) && body.Contains($"\"{new string('*', LabFixture.ProviderKey.Length)}\"", StringComparison.Ordinal),
        ["mock-gzip-bomb"] = answer => answer is (200, "gzip", { Length: < 100_000 }),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Fact]
    public async Task Chat_ThroughTheBroker_IsAnsweredAndTracedToTheMock()
    {
        const string Trace = "0123456789abcdef0123456789abcdef";

        var answer = await lab.ChatAsync(Trace);
        var spans = await lab.FindTraceAsync(Trace, spans: 5);

        Assert.Equal(200, answer?.Status);
        Assert.Contains("You said: hello", answer?.Body, StringComparison.Ordinal);
        Assert.Equal(["POST /v1/chat/completions", "check", "secret", "chat gpt-4o-mini", "POST /v1/chat/completions"], spans.Select(span => span.Name));
        Assert.Equal(Trace[..16], spans[0].ParentId);
        Assert.Equal(spans[3].SpanId, spans[4].ParentId);
        Assert.Equal("provider key", spans[4].Text("mock.credential"));
    }

    [Theory]
    [InlineData("send-chat", "200 OK")]
    [InlineData("send-stream", "200 OK")]
    [InlineData("send-refused-upstream", "400 BadRequest")]
    [InlineData("send-without-token", "401 Unauthorized")]
    [InlineData("send-wrong-token", "401 Unauthorized")]
    [InlineData("send-to-other-path", "403 Forbidden")]
    [InlineData("send-too-large", "413 RequestEntityTooLarge")]
    [InlineData("send-invalid-json", "400 BadRequest")]
    public async Task CommandOfTheBroker_Run_SucceedsWithTheExpectedAnswer(string command, string expected)
    {
        var result = await lab.RunAsync("broker", command);

        Assert.True(result.Success, result.Message);
        Assert.Equal(expected, result.Message);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task FaultOfTheMock_Ordered_IsMetByTheNextRequestAlone(string fault)
    {
        var ordered = await lab.RunAsync("mock-provider", fault);
        var first = await lab.ChatAsync();
        var second = await lab.ChatAsync();

        Assert.True(ordered.Success, ordered.Message);
        Assert.True(Faults[fault](first), $"{first}");
        Assert.True(second is (200, null, var body) && body.Contains("You said: hello", StringComparison.Ordinal), $"{second}");
    }

    [Fact]
    public async Task OtherCommandsOfTheMock_Run_ClearFaultsAndJudge()
    {
        await lab.RunAsync("mock-provider", "mock-500");
        var failed = await lab.RunAsync("broker", "send-chat");
        await lab.RunAsync("mock-provider", "mock-500");
        var cleared = await lab.RunAsync("mock-provider", "clear-faults");
        var chat = await lab.RunAsync("broker", "send-chat");
        var verdict = await lab.RunAsync("mock-provider", "verdict");

        Assert.False(failed.Success);
        Assert.StartsWith("500 InternalServerError", failed.Message, StringComparison.Ordinal);
        Assert.Contains("\"armed\": null", cleared.Data?.Value, StringComparison.Ordinal);
        Assert.True(chat.Success, chat.Message);
        Assert.Contains("Only the provider key arrived, once.", verdict.Data?.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SampleHost_Started_BeginsTracesOfThreeHops()
    {
        await lab.StartAsync("sample-host");

        var chat = await lab.RunAsync("sample-host", "chat");
        var stream = await lab.RunAsync("sample-host", "stream");
        var embeddings = await lab.RunAsync("sample-host", "embeddings");

        Assert.Contains("hello from the sample host", chat.Data?.Value, StringComparison.Ordinal);
        Assert.Contains("hello from the sample host", stream.Data?.Value, StringComparison.Ordinal);
        Assert.Contains("numbers:", embeddings.Data?.Value, StringComparison.Ordinal);
        var began = await lab.FindSpanAsync("sample-host", "sample host: chat");
        var spans = await lab.FindTraceAsync(began.TraceId, spans: 8);
        Assert.Equal(["sample-host", "broker", "mock-provider"], spans.Select(span => span.Resource).Distinct());
    }

    [Theory]
    [InlineData("broker-dry-run", "send-dry-run", "\"mode\": \"dry_run\"")]
    [InlineData("broker-without-key", "send-without-key", "\"error\": \"secret_unavailable\"")]
    public async Task BrokerOfAnExercise_Started_AnswersAsExpected(string broker, string command, string expected)
    {
        await lab.StartAsync(broker);

        var result = await lab.RunAsync(broker, command);

        Assert.True(result.Success, result.Message);
        Assert.Contains(expected, result.Data?.Value, StringComparison.Ordinal);
    }
}
