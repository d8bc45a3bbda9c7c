using System.Text;
using System.Text.Json;
using Broker.Service.Credentials;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Assembles the messages of an answer, whole or from stream events. Limited in size.</summary>
/// <param name="form">Form of the answer; null for OpenAI's.</param>
internal sealed class OutputMessages(IContentForm? form = null)
{
    private const int MaxParts = 128;

    private readonly IContentForm _form = form ?? OpenAIContent.Instance;
    private readonly SortedDictionary<(int Choice, int Place), OpenPart> _parts = [];
    private readonly SortedDictionary<int, string?> _choices = [];

    // Longer than the later cut by one key: a key at the cut is masked only if it is whole.
    private int _remaining = ContentLimit.MaxLength + Secret.MaxLength;

    /// <summary>Adds the answer, or its next event.</summary>
    public void Add(JsonElement value) => _form.AddAnswer(value, this);

    /// <summary>Returns the messages in the form of the conventions, one per choice; null if there are none.</summary>
    public string? ToJson(ContentMask mask)
    {
        var list = new MessageList(mask);
        foreach (var (choice, finishReason) in _choices)
        {
            var parts = _parts.Where(part => part.Key.Choice == choice && part.Value.HasContent).Select(part => part.Value.ToPart());
            list.Add("assistant", parts, finishReason);
        }

        return list.ToJson();
    }

    /// <summary>Drops the text received of a part, since the whole part follows.</summary>
    public void Clear(int choice, int place)
    {
        if (_parts.TryGetValue((choice, place), out var open))
        {
            _remaining += open.Text.Length;
            open.Text.Clear();
        }
    }

    /// <summary>Adds a part of a choice, or the next piece of it.</summary>
    /// <param name="place">Position of the part among those of the choice.</param>
    public void Append(int choice, int place, MessagePart part)
    {
        if (!_parts.TryGetValue((choice, place), out var open))
        {
            if (_parts.Count == MaxParts)
            {
                return;
            }

            _parts.Add((choice, place), open = new OpenPart(part.Kind));
        }

        var kept = Math.Min(_remaining, part.Text.Length);
        _remaining -= kept;
        open.Text.Append(part.Text, 0, kept);
        open.Id ??= Keep(part.Id);
        open.Name ??= Keep(part.Name);
        End(choice, finishReason: null);
    }

    /// <summary>Adds a choice that may have no parts, and why it ended.</summary>
    /// <param name="finishReason">Null if it has not ended.</param>
    public void End(int choice, string? finishReason)
    {
        if (_choices.Count < MaxParts || _choices.ContainsKey(choice))
        {
            _choices[choice] = finishReason ?? _choices.GetValueOrDefault(choice);
        }
    }

    private string? Keep(string? name)
    {
        if (name is null || name.Length > _remaining)
        {
            return null;
        }

        _remaining -= name.Length;
        return name;
    }

    private sealed class OpenPart(PartKind kind)
    {
        public StringBuilder Text { get; } = new();

        public string? Id { get; set; }

        public string? Name { get; set; }

        public bool HasContent => Text.Length > 0 || kind == PartKind.ToolCall;

        public MessagePart ToPart() => new(kind, Text.ToString(), Id, Name);
    }
}
