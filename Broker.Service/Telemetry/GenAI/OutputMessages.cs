using System.Text;
using System.Text.Json;

namespace Broker.Service.Telemetry.GenAI;

/// <summary>Puts an answer's text together, whole or from the pieces of a stream: choices of a chat, output of a response.</summary>
internal sealed class OutputMessages
{
    private readonly SortedDictionary<int, (StringBuilder Text, string? FinishReason)> _choices = [];

    /// <summary>Takes the answer, or the next event of it.</summary>
    public void Add(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var choice in Elements(value, "choices"))
        {
            AddChoice(choice);
        }

        foreach (var item in Elements(value, "output"))
        {
            AddText(0, item.TryGetProperty("content", out var content) ? MessageList.TextOf(content) : "", MessageList.Text(item, "status"));
        }

        if (MessageList.Text(value, "type") == "response.output_text.delta")
        {
            AddText(0, MessageList.Text(value, "delta") ?? "", "completed");
        }
    }

    /// <summary>The messages as the conventions write them; null when there are none.</summary>
    public string? ToJson()
    {
        var list = new MessageList();
        foreach (var (text, finishReason) in _choices.Values)
        {
            list.Add("assistant", text.ToString(), finishReason);
        }

        return list.ToJson();
    }

    private static IEnumerable<JsonElement> Elements(JsonElement value, string name) =>
        value.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object)
            : [];

    private void AddChoice(JsonElement choice)
    {
        var index = choice.TryGetProperty("index", out var number) && number.TryGetInt32(out var parsed) ? parsed : 0;
        var message = choice.TryGetProperty("message", out var whole) ? whole : choice.TryGetProperty("delta", out var piece) ? piece : default;
        var text = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("content", out var content) ? MessageList.TextOf(content) : "";
        AddText(index, text, MessageList.Text(choice, "finish_reason"));
    }

    private void AddText(int index, string text, string? finishReason)
    {
        var (before, reason) = _choices.GetValueOrDefault(index, (new StringBuilder(), null));
        _choices[index] = (before.Append(text), finishReason ?? reason);
    }
}
