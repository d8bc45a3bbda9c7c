using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Embeddings;

/// <summary>Reads the four forms of <c>input</c>: a text, texts, token ids, lists of token ids. Ids become the text they stand for.</summary>
internal static class EmbeddingInput
{
    private const string Input = "input";
    private const int MostInputs = 2048;
    private const int MostTokens = 8192;
    private const int MostTokensTogether = 300_000;

    // A word may be of any length; the real service would have cut a long one into several tokens.
    private const int LongestToken = 16;

    public static IReadOnlyList<EmbeddingText> Read(RequestFields fields)
    {
        if (fields.Get(Input) is not { } input)
        {
            fields.Faults.Report(OpenAiErrors.MissingParameter(Input));
            return [];
        }

        List<EmbeddingText?> inputs = input.ValueKind switch
        {
            JsonValueKind.String => [Text(input)],
            JsonValueKind.Array when input.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) => [Tokens(input)],
            JsonValueKind.Array when input.GetArrayLength() > MostInputs => [null],
            JsonValueKind.Array => [.. input.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Array ? Tokens(item) : Text(item))],
            _ => [null],
        };

        if (inputs.Contains(null))
        {
            fields.Faults.Report(OpenAiErrors.InvalidEmbeddingsInput());
        }
        else if (inputs.Find(one => one!.Tokens > MostTokens) is { } longest)
        {
            fields.Faults.Report(OpenAiErrors.EmbeddingTooLong(MostTokens, longest.Tokens));
        }
        else if (inputs.Sum(one => (long)one!.Tokens) is > MostTokensTogether and var tokens)
        {
            fields.Faults.Report(OpenAiErrors.EmbeddingsTooLong(MostTokensTogether, tokens));
        }

        return [.. inputs.OfType<EmbeddingText>()];
    }

    // An empty text has no embedding: the real service refuses it too.
    private static EmbeddingText? Text(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text ? new EmbeddingText(text, Math.Max(Words.Count(text), text.Length / LongestToken)) : null;

    private static EmbeddingText? Tokens(JsonElement list)
    {
        List<int> ids = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var id) || id < 0)
            {
                return null;
            }

            ids.Add(id);
        }

        return ids.Count == 0 ? null : new EmbeddingText(TokenIds.ToText(ids), ids.Count);
    }
}
