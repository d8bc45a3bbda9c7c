using System.Text.Json.Nodes;
using MockProvider.Answers;

namespace MockProvider.Anthropic;

/// <summary>A message, whole or as events.</summary>
internal sealed record MessageAnswer(
    Templates Templates, string Model, string Id, IReadOnlyList<MessageBlock> Blocks, string StopReason, PromptTokens Prompt)
{
    private int Output => Blocks.Sum(block => block.Tokens);

    public JsonNode Document() => Message([.. Blocks.Select(block => block.Document(Templates, isStart: false))], StopReason, Output);

    /// <summary>The head, each block from its start to its stop, why it ends, the end.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Events()
    {
        yield return Event("message_start", ("message", Message([], reason: null, output: 1)));
        for (var index = 0; index < Blocks.Count; index++)
        {
            yield return Event("content_block_start", ("index", index), ("block", Blocks[index].Document(Templates, isStart: true)));
            if (index == 0)
            {
                yield return Event("ping");
            }

            foreach (var delta in Deltas(Blocks[index]))
            {
                yield return Event("content_block_delta", ("index", index), ("delta", delta));
            }

            yield return Event("content_block_stop", ("index", index));
        }

        yield return Event("message_delta", ("stop_reason", StopReason), ("usage", Prompt.Usage(Templates, "message.delta.usage", Output)));
        yield return Event("message_stop");
    }

    private IEnumerable<JsonNode> Deltas(MessageBlock block)
    {
        if (block.Kind == MessageBlock.ToolUse)
        {
            yield return Delta(block.Kind, string.Empty);
        }

        foreach (var piece in block.Pieces)
        {
            yield return Delta(block.Kind, piece);
        }

        if (block is { Kind: MessageBlock.Thinking, IsCut: false })
        {
            yield return Delta("signature", block.Id);
        }
    }

    private JsonNode Delta(string kind, string piece) => Templates.Fill($"delta.{kind}", ("piece", piece));

    private JsonNode Message(JsonArray content, string? reason, int output) => Templates.Fill(
        "message",
        ("model", Model),
        ("id", Id),
        ("content", content),
        ("stop_reason", reason),
        ("usage", Prompt.Usage(Templates, "message.usage", output)));

    private ReadOnlyMemory<byte> Event(string type, params IEnumerable<(string, JsonNode?)> values) =>
        WireJson.Event(type, Templates.Fill(type, values));
}
