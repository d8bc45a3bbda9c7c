using System.Globalization;
using System.Text.Json;
using MockProvider.Errors;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Embeddings;

/// <summary>Reads the four forms of <c>input</c>: a text, texts, token ids, lists of token ids. Each becomes a list of terms.</summary>
internal static class EmbeddingInput
{
    private const string Input = "input";

    public static IReadOnlyList<IReadOnlyList<string>> Read(RequestFields fields)
    {
        if (fields.Get(Input) is not { } input)
        {
            fields.Faults.Report(OpenAiErrors.MissingParameter(Input));
            return [];
        }

        List<IReadOnlyList<string>?> inputs = input.ValueKind switch
        {
            JsonValueKind.String => [Text(input)],
            JsonValueKind.Array when input.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) => [Tokens(input)],
            JsonValueKind.Array => [.. input.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Array ? Tokens(item) : Text(item))],
            _ => [null],
        };

        if (inputs.Contains(null))
        {
            fields.Faults.Report(OpenAiErrors.InvalidEmbeddingsInput());
        }

        return [.. inputs.OfType<IReadOnlyList<string>>()];
    }

    // An empty text has no embedding: the real service refuses it too.
    private static IReadOnlyList<string>? Text(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text
            ? [.. Words.Cut(text).Select(word => word.Trim().ToUpperInvariant())]
            : null;

    private static List<string>? Tokens(JsonElement ids)
    {
        List<string> terms = [];
        foreach (var id in ids.EnumerateArray())
        {
            if (id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var token) || token < 0)
            {
                return null;
            }

            terms.Add(token.ToString(CultureInfo.InvariantCulture));
        }

        return terms.Count == 0 ? null : terms;
    }
}
