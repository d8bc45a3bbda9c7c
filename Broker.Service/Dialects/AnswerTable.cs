using System.Text;
using static Broker.Service.Dialects.AnswerKey;

namespace Broker.Service.Dialects;

/// <summary>Where the answers of a dialect have their facts. Compiled to a tree of member names, which a reader walks down.</summary>
internal sealed class AnswerTable
{
    /// <summary>Position of the outermost value.</summary>
    public const byte Root = 0;

    /// <summary>Position of any value that neither is a fact nor contains one.</summary>
    public const byte Nowhere = 1;

    private const string Element = "[]";

    private static readonly AnswerTable OpenAI = new(wrapper: "response", isCacheApart: false,
    [
        ("id", Id),
        ("model", Model),
        ("status", Status),
        ("choices.[].finish_reason", FinishReason),
        ("usage.prompt_tokens", InputTokens),
        ("usage.input_tokens", InputTokens),
        ("usage.completion_tokens", OutputTokens),
        ("usage.output_tokens", OutputTokens),
    ]);

    private static readonly AnswerTable Anthropic = new(wrapper: "message", isCacheApart: true,
    [
        ("id", Id),
        ("model", Model),
        ("stop_reason", FinishReason),
        ("delta.stop_reason", FinishReason),
        ("usage.input_tokens", InputTokens),
        ("usage.cache_creation_input_tokens", CacheCreationTokens),
        ("usage.cache_read_input_tokens", CacheReadTokens),
        ("usage.output_tokens", OutputTokens),
    ]);

    private static readonly AnswerTable Gemini = new(wrapper: null, isCacheApart: false,
    [
        ("responseId", Id),
        ("modelVersion", Model),
        ("candidates.[].finishReason", FinishReason),
        ("usageMetadata.promptTokenCount", InputTokens),
        ("usageMetadata.cachedContentTokenCount", CacheReadTokens),
        ("usageMetadata.candidatesTokenCount", OutputTokens),
        ("usageMetadata.thoughtsTokenCount", ThoughtTokens),
    ]);

    private readonly List<Place> _places = [new(), new()];

    /// <param name="wrapper">Member of an event that may contain the answer; null if there is none.</param>
    private AnswerTable(string? wrapper, bool isCacheApart, ReadOnlySpan<(string Path, AnswerKey Key)> facts)
    {
        IsCacheApart = isCacheApart;
        foreach (var (path, key) in facts)
        {
            foreach (var prefix in wrapper is null ? [""] : (string[])["", $"{wrapper}."])
            {
                Add($"{prefix}{path}", key);
                // A list of answers has the facts of each.
                Add($"{Element}.{prefix}{path}", key);
            }
        }
    }

    /// <summary>True if the count of input tokens leaves out those that the cache has a part in.</summary>
    public bool IsCacheApart { get; }

    public static AnswerTable Of(Dialect dialect) => dialect switch
    {
        Dialect.OpenAI => OpenAI,
        Dialect.Anthropic => Anthropic,
        Dialect.Gemini => Gemini,
        _ => throw new InvalidOperationException($"No table for {dialect}."),
    };

    /// <summary>Returns the key of the value at a position.</summary>
    public AnswerKey Key(byte position) => _places[position].Key;

    /// <summary>Returns the position of the elements of an array.</summary>
    public byte Elements(byte position) => _places[position].Elements;

    /// <summary>Returns the position of a member of an object.</summary>
    /// <param name="name">Unescaped name of the member.</param>
    public byte Member(byte position, ReadOnlySpan<byte> name)
    {
        var place = _places[position];
        return name.Length < 64 && (place.Lengths & (1UL << name.Length)) != 0 ? place.Find(name) : Nowhere;
    }

    private void Add(string path, AnswerKey key)
    {
        var place = _places[Root];
        foreach (var step in path.Split('.'))
        {
            var next = step == Element ? place.Elements : place.Find(Encoding.UTF8.GetBytes(step));
            if (next == Nowhere)
            {
                next = checked((byte)_places.Count);
                _places.Add(new());
                place.Lead(step, next);
            }

            place = _places[next];
        }

        place.Key = key;
    }

    /// <summary>A value of an answer, and where its parts are.</summary>
    private sealed class Place
    {
        private readonly List<(byte[] Name, byte Position)> _members = [];

        public AnswerKey Key { get; set; }

        public byte Elements { get; private set; } = Nowhere;

        /// <summary>Lengths of the members' names, one bit each: most names of an answer have another one.</summary>
        public ulong Lengths { get; private set; }

        public void Lead(string step, byte position)
        {
            if (step == Element)
            {
                Elements = position;
                return;
            }

            _members.Add((Encoding.UTF8.GetBytes(step), position));
            Lengths |= 1UL << step.Length;
        }

        public byte Find(ReadOnlySpan<byte> name)
        {
            foreach (var (known, position) in _members)
            {
                if (name.SequenceEqual(known))
                {
                    return position;
                }
            }

            return Nowhere;
        }
    }
}
