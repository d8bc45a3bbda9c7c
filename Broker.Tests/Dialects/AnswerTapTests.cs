using System.Text;
using Broker.Service.Dialects;

namespace Broker.Tests.Dialects;

public class AnswerTapTests
{
    private const string Chat = """
        {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o-mini-2024-07-18",
         "choices":[{"index":0,"message":{"role":"assistant","content":"id: \"x\", \\ model {usage}","id":"not-this"},"finish_reason":"stop"},
                    {"index":1,"message":{"role":"assistant","content":"é\ud83d\ude00"},"finish_reason":"length"}],
         "usage":{"prompt_tokens":8,"completion_tokens":12,"total_tokens":20,"prompt_tokens_details":{"prompt_tokens":99}}}
        """;

    private const string ChatStream =
        "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}],\"usage\":null}\n\n" +
        "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n" +
        "data: {\"id\":\"chatcmpl-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":12}}\n\n" +
        "data: [DONE]\n\n";

    private const string ResponseStream =
        "event: response.created\r\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"model\":\"gpt-4o-mini\",\"usage\":null}}\r\n\r\n" +
        "event: response.output_item.added\r\ndata: {\"type\":\"x\",\"item\":{\"id\":\"msg_1\",\"status\":\"completed\"}}\r\n\r\n" +
        "event: response.completed\r\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"model\":\"gpt-4o-mini\",\"usage\":{\"input_tokens\":8,\"output_tokens\":12}}}\r\n\r\n";

    /// <summary>An answer, whether it is a stream, and its facts.</summary>
    public static TheoryData<string, bool, string, string, string[]> Answers =>
    [
        (Chat, false, "chatcmpl-1", "gpt-4o-mini-2024-07-18", ["stop", "length"]),
        (ChatStream, true, "chatcmpl-1", "gpt-4o-mini-2024-07-18", ["stop"]),
        (ResponseStream, true, "resp_1", "gpt-4o-mini", ["completed"]),
    ];

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public void Tap_OfAnyAnswer_FindsTheFactsWhateverThePortions(string text, bool isStream, string id, string model, string[] reasons)
    {
        foreach (var portion in (int[])[1, 2, 7, 64, 100_000])
        {
            var facts = Pass(facts => isStream ? new EventStreamTap(facts) : new JsonTap(facts), text, portion);
            Assert.Equal((id, model, 8, 12), (facts.Id, facts.Model, facts.InputTokens, facts.OutputTokens));
            Assert.Equal(reasons, facts.FinishReasons);
        }
    }

    [Theory]
    [InlineData("""{"id":"a\u0062c","model":"naïve","usage":{"prompt_tokens":1.5,"completion_tokens":"12"}}""")]
    [InlineData("""{"id":1,"model":null,"choices":"stop","usage":[]}""")]
    [InlineData("""["id","model",{"id":{"id":"deep"}}]""")]
    [InlineData("}}]]\"\\")]
    [InlineData("")]
    public void JsonTap_NothingFitToPrint_FindsNoFacts(string text)
    {
        var facts = Pass(facts => new JsonTap(facts), text, 3);

        Assert.Null(facts.Id);
        Assert.Null(facts.Model);
        Assert.Empty(facts.FinishReasons);
        Assert.Equal((null, null), (facts.InputTokens, facts.OutputTokens));
    }

    [Fact]
    public void JsonTap_LongAndDeepText_IsPassedOverWithoutAFact()
    {
        var text = $$"""{"id":"{{new string('x', 100_000)}}","deep":{{new string('[', 1000)}}""";

        var facts = Pass(facts => new JsonTap(facts), text, 4096);

        Assert.Null(facts.Id);
    }

    [Fact]
    public void Taps_RandomBytes_NeverThrow()
    {
        var random = new Random(7);
        var alphabet = "{}[]\":,\\ \r\ndata:idmodelusage0123null"u8.ToArray();
        for (var round = 0; round < 2000; round++)
        {
            var text = random.GetItems(alphabet, random.Next(200));
            var facts = new FactCollector();
            new EventStreamTap(facts).OnBytes(text);
            new JsonTap(facts).OnBytes(text);
            Assert.True(facts.ToFacts().FinishReasons.Count <= 16);
        }
    }

    [Theory]
    [InlineData("""{"x":{"usage":{"prompt_tokens":9}},"usage":{"prompt_tokens":8,"x":{"completion_tokens":9},"y":[{"prompt_tokens":9}],"completion_tokens":12}}""")]
    [InlineData("""{"usage":{"prompt_tokens":8,"completion_tokens":12},"x":[[{"usage":{"prompt_tokens":9}}],{"usage":{"completion_tokens":9}}]}""")]
    [InlineData("""{"x":{"y":{}},"usage":{"x":{},"prompt_tokens":8,"y":"prompt_tokens","completion_tokens":12},"prompt_tokens":9,"id":{"usage":{"prompt_tokens":9}}}""")]
    [InlineData("""[{"x":1},{"usage":{"prompt_tokens" : 8 , "completion_tokens":12 } }]""")]
    public void JsonTap_CountsInOtherPlaces_AreNotTheAnswers(string text)
    {
        foreach (var portion in new[] { 1, 3, 1000 })
        {
            var facts = Pass(facts => new JsonTap(facts), text, portion);

            Assert.Equal((8, 12), (facts.InputTokens, facts.OutputTokens));
        }
    }

    private static AnswerFacts Pass(Func<FactCollector, IAnswerTap> create, string text, int portion)
    {
        var facts = new FactCollector();
        var tap = create(facts);
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(portion))
        {
            tap.OnBytes(part);
        }

        return facts.ToFacts();
    }
}
