using System.Text;
using Broker.Service.Dialects;
using Broker.Service.Telemetry.GenAI.Content;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Dialects;

/// <summary>Facts and content of a stream do not depend on how it is written and where it is cut.</summary>
public class AnswerStreamTests
{
    private const string OpenAI = """
        : comment
        data:{"id":"chatcmpl-1","model":"gpt-1","choices":[{"index":0,"delta":{"content":"H\u00e9l"},"finish_reason":null}],"usage":null}

        :
        id: 7
        data: {"id":"chatcmpl-1","model":"gpt-1","choices":[{"index":0,"delta":{"content":"lö"},"finish_reason":"stop"}]}

        retry: 10
        data: {"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":6,"completion_tokens":15,"prompt_tokens_details":{"cached_tokens":2}}}


        """;

    private const string Anthropic = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-1","content":[],"stop_reason":null,"usage":{"input_tokens":1,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,"cache_creation":{"input_tokens":99},"output_tokens":1}}}

        : ping
        event:content_block_start
        data:{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","id":"other","usage":{"output_tokens":98}}}

        event: content_block_delta
        data:{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"H\u00e9l"}}

        event: ping
        data: {"type": "ping"}

        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lö"}}

        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":null,"output_tokens":7}}

        data: {"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":15}}

        data: {"type":"message_stop"}


        """;

    private const string Gemini = """
        data: {"candidates":[{"content":{"parts":[{"text":"Hello"}],"role":"model"},"index":0}],"modelVersion":"gemini-1","responseId":"r_1","usageMetadata":{"promptTokenCount":6,"candidatesTokenCount":1,"thoughtsTokenCount":5}}

        data:{"candidates":[{"content":{"parts":[{"text":"!"}]},"finishReason":"STOP"}],"modelVersion":"gemini-1","responseId":"r_1","usageMetadata":{"promptTokenCount":6,"cachedContentTokenCount":3,"candidatesTokenCount":10,"thoughtsTokenCount":5}}


        """;

    public static TheoryData<string, string> Streams =>
        [.. from dialect in Enum.GetNames<Dialect>() from ends in (string[])["\n", "\r", "\r\n", "\n|\r\n|\r"] select (dialect, ends)];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_CutAtAnyByte_HasTheSameFactsAndContent(string dialect, string lineEnds)
    {
        var spoken = Enum.Parse<Dialect>(dialect);
        var stream = Written(Text(spoken), lineEnds.Split('|'));
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            AssertIsRead(spoken, stream[..cut], stream[cut..]);
        }
    }

    [Theory]
    [InlineData(nameof(Dialect.OpenAI))]
    [InlineData(nameof(Dialect.Anthropic))]
    [InlineData(nameof(Dialect.Gemini))]
    public void Stream_InSingleBytes_HasTheSameFactsAndContent(string dialect)
    {
        var spoken = Enum.Parse<Dialect>(dialect);

        AssertIsRead(spoken, [.. Written(Text(spoken), ["\r\n"]).Chunk(1)]);
    }

    [Theory]
    [InlineData(nameof(Dialect.OpenAI), 1)]
    [InlineData(nameof(Dialect.OpenAI), 4096)]
    [InlineData(nameof(Dialect.Anthropic), 1)]
    [InlineData(nameof(Dialect.Anthropic), 4096)]
    [InlineData(nameof(Dialect.Anthropic), 10_000_000)]
    public void Stream_WithAnEventOf4MiB_HasTheFactsOfTheOthers(string dialect, int portion)
    {
        var spoken = Enum.Parse<Dialect>(dialect);
        var text = new string('x', 4 * 1024 * 1024);
        var large = $$$"""data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}""";

        AssertIsRead(spoken, [.. Written($"{large}\n\n{Text(spoken)}", ["\n"]).Chunk(portion)]);
    }

    private static string Text(Dialect dialect) => dialect switch
    {
        Dialect.OpenAI => OpenAI,
        Dialect.Anthropic => Anthropic,
        _ => Gemini,
    };

    private static byte[] Written(string text, string[] lineEnds)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Index();
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line.Item + lineEnds[line.Index % lineEnds.Length])));
    }

    private static void AssertIsRead(Dialect dialect, params byte[][] parts)
    {
        var reader = new AnswerReader(dialect);
        var tap = reader.Listen("text/event-stream")!;
        var captured = IContentForm.Of(dialect) is { } form ? new CapturingTap(tap, isStream: true, form) : null;
        foreach (var part in parts)
        {
            (captured ?? tap).OnBytes(part);
        }

        var facts = reader.Facts;
        Assert.Equal(Facts(dialect), (facts.Id, facts.Model, string.Join(' ', facts.FinishReasons)));
        Assert.Equal((6, 15), (facts.InputTokens, facts.OutputTokens));
        Assert.Equal(Cached(dialect), (facts.CacheCreationTokens, facts.CacheReadTokens));
        Assert.True(facts.IsStreamed);
        if (captured is not null)
        {
            var finishReason = dialect == Dialect.OpenAI ? "stop" : "end_turn";
            Assert.Equal(
                $$"""[{"role":"assistant","parts":[{"type":"text","content":"Héllö"}],"finish_reason":"{{finishReason}}"}]""",
                captured.Messages(new ContentMask(key: null, new HeaderDictionary())));
        }
    }

    private static (string?, string?, string) Facts(Dialect dialect) => dialect switch
    {
        Dialect.OpenAI => ("chatcmpl-1", "gpt-1", "stop"),
        Dialect.Anthropic => ("msg_1", "claude-1", "end_turn"),
        _ => ("r_1", "gemini-1", "STOP"),
    };

    private static (long?, long?) Cached(Dialect dialect) => dialect switch
    {
        Dialect.OpenAI => (null, null),
        Dialect.Anthropic => (2, 3),
        _ => (null, 3),
    };
}
