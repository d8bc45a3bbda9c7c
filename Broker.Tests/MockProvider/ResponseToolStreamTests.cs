using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;
using static Broker.Tests.Mock.ResponseTools;

namespace Broker.Tests.Mock;

public class ResponseToolStreamTests
{
    [Fact]
    public async Task Stream_OfCalls_ComesInTheOrderOfTheRealOne()
    {
        await using var mock = Start(new FakeTimeProvider());
        var body = $$"""{"model":"gpt-4o-mini","stream":true,"input":"What are weather and time?","tools":[{{Weather}},{{Clock}}]}""";

        var text = await PostTextAsync(mock, ResponsesPath, body);
        var events = Events(text).Select(Parse).ToList();

        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.GetProperty("sequence_number").GetInt32()));
        string[] call =
        [
            "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done",
        ];
        Assert.Equal(
            ["response.created", "response.in_progress", .. call, .. call, "response.completed"],
            WithoutRepeats(events.Select(item => item.GetProperty("type").GetString()!)));
        Assert.Equal(text, await PostTextAsync(mock, ResponsesPath, body));
    }

    [Fact]
    public async Task Stream_OfACall_HasTheKeysOfTheRealOneAndItsPiecesMakeTheArguments()
    {
        await using var mock = Start();

        var events = Events(await PostTextAsync(mock, ResponsesPath, Ask.Replace("{\"model\"", "{\"stream\":true,\"model\"", StringComparison.Ordinal)))
            .Select(Parse).ToLookup(item => item.GetProperty("type").GetString());

        var added = events["response.output_item.added"].Single();
        Assert.Equal(string.Empty, added.GetProperty("item").GetProperty("arguments").GetString());
        Assert.Equal("in_progress", added.GetProperty("item").GetProperty("status").GetString());
        var deltas = events["response.function_call_arguments.delta"].ToList();
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "delta", "obfuscation"], Keys(deltas[0]));
        var done = events["response.function_call_arguments.done"].Single();
        Assert.Equal(["type", "sequence_number", "item_id", "output_index", "arguments", "name"], Keys(done));
        Assert.Equal(done.GetProperty("arguments").GetString(), string.Concat(deltas.Select(item => item.GetProperty("delta").GetString())));
        var completed = events["response.completed"].Single().GetProperty("response").GetProperty("output")[0];
        Assert.True(JsonElement.DeepEquals(events["response.output_item.done"].Single().GetProperty("item"), completed));
        Assert.Equal(done.GetProperty("arguments").GetString(), completed.GetProperty("arguments").GetString());
    }

    private static IEnumerable<string> WithoutRepeats(IEnumerable<string> words)
    {
        string? last = null;
        foreach (var word in words)
        {
            if (word != last)
            {
                yield return word;
            }

            last = word;
        }
    }
}
