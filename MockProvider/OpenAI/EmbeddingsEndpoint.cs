using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.OpenAI;

/// <summary><c>POST /v1/embeddings</c>, the one endpoint whose answers any web page may read, as in the real service.</summary>
internal sealed class EmbeddingsEndpoint(Templates templates, Models models)
{
    private const int MostInputs = 2048;
    private const int MostTokens = 8192;

    public Answer Handle(Call call)
    {
        var fields = Fields.Parse(call.Request.Body);
        var model = models.Read(fields);
        var largest = model == "text-embedding-3-large" ? 3072 : 1536;
        var dimensions = fields.Integer("dimensions", 1) ?? largest;
        var isBase64 = fields.Get("encoding_format") is not null && fields.Choice("encoding_format", "float", "base64") == "base64";
        var inputs = Inputs(fields.Required("input"));
        var tokens = inputs.Sum(input => input.Tokens);
        if (dimensions > largest || inputs.Count > MostInputs || inputs.Any(input => input.Tokens > MostTokens))
        {
            throw new ApiException(Errors.Bad($"At most {largest} dimensions, {MostInputs} inputs and {MostTokens} tokens in each."));
        }

        var data = new JsonArray(
        [
            .. inputs.Select((input, index) => templates.Fill(
                "embedding", ("index", index), ("embedding", Json(Vector(input.Text, dimensions), isBase64)))),
        ]);
        var document = templates.Fill("embeddings", ("data", data), ("model", model), ("tokens", tokens));
        return (Answer.Json(document) with { Tokens = tokens }).With(new("access-control-allow-origin", "*"), new("openai-model", model));
    }

    /// <summary>
    /// The four forms of <c>input</c>: a text, texts, token ids, lists of token ids. An id stands for a Unicode character.
    /// </summary>
    private static List<(string Text, int Tokens)> Inputs(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.Array when input.GetArrayLength() > 0 && input[0].ValueKind != JsonValueKind.Number =>
            [.. input.EnumerateArray().Select(Input)],
        _ => [Input(input)],
    };

    private static (string Text, int Tokens) Input(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String && input.GetString() is { Length: > 0 } text)
        {
            // A word may be of any length; the real service would cut a long one into several tokens.
            return (text, Math.Max(Words.Count(text), text.Length / 16));
        }

        if (input.ValueKind == JsonValueKind.Array && input.GetArrayLength() is > 0 and var count
            && input.EnumerateArray().All(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number >= 0))
        {
            var ids = input.EnumerateArray().Select(id => id.GetInt32());
            return (string.Concat(ids.Select(
                id => Rune.IsValid(id) ? new Rune(id).ToString() : $"\uFFFD{id.ToString(CultureInfo.InvariantCulture)}")), count);
        }

        throw new ApiException(
            Errors.Bad("'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference."));
    }

    private static JsonNode Json(float[] vector, bool isBase64) => isBase64
        ? JsonValue.Create(Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())))
        : new JsonArray([.. vector.Select(value => JsonValue.Create(value))]);

    /// <summary>
    /// A vector of length one that is a function of the text, so that texts with words or parts of words in common are nearer to each
    /// other than texts without. Fewer dimensions are the first ones of more.
    /// </summary>
    private static float[] Vector(string text, int dimensions)
    {
        var sum = new double[dimensions];
        foreach (var word in Words.Cut(text).Select(word => $"<{word.Trim().ToUpperInvariant()}>"))
        {
            Add(word, 1, sum);
            for (var start = 0; start + 3 <= word.Length; start++)
            {
                Add(word.Substring(start, 3), 0.3, sum);
            }
        }

        var length = Math.Sqrt(sum.Sum(value => value * value));
        return [.. sum.Select(value => (float)(value / length))];
    }

    // Each feature has a pattern of signs of its own, drawn from a digest, since that is the same on every machine.
    private static void Add(string feature, double weight, double[] sum)
    {
        var state = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(feature))) | 1;
        for (var index = 0; index < sum.Length; index++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            sum[index] += (state >> 63) == 0 ? weight : -weight;
        }
    }
}
