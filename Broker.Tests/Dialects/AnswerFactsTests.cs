using System.Text;
using Broker.Service.Dialects;

namespace Broker.Tests.Dialects;

/// <summary>Facts of whole answers, by dialect.</summary>
public class AnswerFactsTests
{
    [Fact]
    public void Anthropic_Message_HasItsFactsAndCountsTheCacheIn()
    {
        var facts = Read(Dialect.Anthropic, """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-1",
             "content":[{"type":"tool_use","id":"toolu_1","name":"f","input":{"usage":{"input_tokens":99},"stop_reason":"x"}}],
             "stop_reason":"tool_use","stop_sequence":null,
             "usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,"output_tokens":4,"server_tool_use":{"output_tokens":99}}}
            """);

        Assert.Equal(("msg_1", "claude-1"), (facts.Id, facts.Model));
        Assert.Equal(["tool_use"], facts.FinishReasons);
        Assert.Equal((3210, 4), (facts.InputTokens, facts.OutputTokens));
        Assert.Equal((200, 3000), (facts.CacheCreationTokens, facts.CacheReadTokens));
    }

    [Theory]
    [InlineData(nameof(Dialect.Anthropic), """{"input_tokens":14}""")]
    [InlineData(nameof(Dialect.Anthropic), """{"usage":{"prompt_tokens":14,"completion_tokens":14}}""")]
    [InlineData(nameof(Dialect.Anthropic), """{"usage":{"input_tokens":-1,"output_tokens":"14"}}""")]
    [InlineData(nameof(Dialect.Anthropic), """{"usage":[{"input_tokens":14}],"message":{"message":{"usage":{"output_tokens":14}}}}""")]
    [InlineData(nameof(Dialect.OpenAI), """{"usage":{"cache_read_input_tokens":14},"message":{"usage":{"input_tokens":14}}}""")]
    [InlineData(nameof(Dialect.Gemini), """{"usage":{"input_tokens":14,"output_tokens":14},"totalTokens":14}""")]
    public void Count_InAPlaceOfNoFact_IsNoUsage(string dialect, string answer)
    {
        var facts = Read(Enum.Parse<Dialect>(dialect), answer);

        Assert.Equal((null, null, null), (facts.InputTokens, facts.OutputTokens, facts.CacheReadTokens));
    }

    [Fact]
    public void Anthropic_CountsWithoutSense_StayNumbers()
    {
        var most = $"{long.MaxValue}";
        var facts = Read(Dialect.Anthropic, $$$"""{"usage":{"input_tokens":{{{most}}},"cache_creation_input_tokens":{{{most}}},"cache_read_input_tokens":1}}""");

        Assert.Equal(long.MaxValue, facts.InputTokens);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("[{0}\n,\r\n{0}]")]
    public void Gemini_AnswerOrListOfThem_CountsThoughtsIn(string form)
    {
        var facts = Read(Dialect.Gemini, form.Replace("{0}", """
            {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":null}],"modelVersion":"gemini-1","responseId":"r_1",
             "usageMetadata":{"promptTokenCount":8,"cachedContentTokenCount":3,"candidatesTokenCount":2,"thoughtsTokenCount":5,"totalTokenCount":15}}
            """, StringComparison.Ordinal));

        Assert.Equal(("r_1", "gemini-1"), (facts.Id, facts.Model));
        Assert.Equal((8, 7, 3), (facts.InputTokens, facts.OutputTokens, facts.CacheReadTokens));
    }

    [Theory]
    [InlineData(nameof(Dialect.OpenAI), "/openai/deployments/d/chat/completions", "chat")]
    [InlineData(nameof(Dialect.OpenAI), "/v1/messages", null)]
    [InlineData(nameof(Dialect.Anthropic), "/v1/messages", "chat")]
    [InlineData(nameof(Dialect.Anthropic), "/v1/messages/count_tokens", null)]
    [InlineData(nameof(Dialect.Anthropic), "/v1/models", null)]
    [InlineData(nameof(Dialect.Anthropic), "/v1/responses", null)]
    [InlineData(nameof(Dialect.Gemini), "/v1beta/models/{model}:streamGenerateContent", "generate_content")]
    [InlineData(nameof(Dialect.Gemini), "/v1beta/models/{model}:batchEmbedContents", "embeddings")]
    [InlineData(nameof(Dialect.Gemini), "/v1beta/models/{model}:countTokens", null)]
    public void Operation_OfAPath_DependsOnTheDialect(string dialect, string path, string? operation) =>
        Assert.Equal(operation, GenAIOperation.Find(Enum.Parse<Dialect>(dialect), path));

    private static AnswerFacts Read(Dialect dialect, string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        var whole = Read(dialect, [bytes]);
        var inBytes = Read(dialect, [.. bytes.Chunk(1)]);
        Assert.Equal(whole with { FinishReasons = [] }, inBytes with { FinishReasons = [] });
        Assert.Equal(whole.FinishReasons, inBytes.FinishReasons);
        return whole;
    }

    private static AnswerFacts Read(Dialect dialect, byte[][] parts)
    {
        var reader = new AnswerReader(dialect);
        var tap = reader.Listen("application/json")!;
        foreach (var part in parts)
        {
            tap.OnBytes(part);
        }

        return reader.Facts;
    }
}
