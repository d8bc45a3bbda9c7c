using System.Buffers.Binary;
using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class EmbeddingsTests(SharedMock mock)
{
    [Fact]
    public async Task Embeddings_Document_HasTheKeysOfTheRealOneInOrder()
    {
        var answer = await EmbedAsync("""["one two","three"]""");

        Assert.Equal(["object", "data", "model", "usage"], Keys(answer));
        Assert.Equal(["object", "index", "embedding"], Keys(answer.GetProperty("data")[0]));
        Assert.Equal([0, 1], answer.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("index").GetInt32()));
        Assert.Equal(["prompt_tokens", "total_tokens"], Keys(answer.GetProperty("usage")));
        Assert.Equal(3, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Theory]
    [InlineData("text-embedding-3-small", "", 1536)]
    [InlineData("text-embedding-3-large", "", 3072)]
    [InlineData("text-embedding-3-small", ",\"dimensions\":8", 8)]
    public async Task Embeddings_Vector_HasTheLengthOne(string model, string members, int dimensions)
    {
        var vector = Vector(await EmbedAsync("\"hello world\"", members, model));

        Assert.Equal(dimensions, vector.Length);
        Assert.Equal(1, Dot(vector, vector), 4);
    }

    [Fact]
    public async Task Embeddings_Base64_IsTheSameVectorInLittleEndian()
    {
        var numbers = Vector(await EmbedAsync("\"hello\"", ",\"dimensions\":16"));
        var bytes = (await EmbedAsync("\"hello\"", ",\"dimensions\":16,\"encoding_format\":\"base64\""))
            .GetProperty("data")[0].GetProperty("embedding")
            .GetBytesFromBase64();

        Assert.Equal(16 * sizeof(float), bytes.Length);
        Assert.Equal(
            numbers, Enumerable.Range(0, 16).Select(index => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(index * sizeof(float)))));
    }

    [Theory]
    [InlineData("the cat sat on the mat", "the dog sat on the mat", 0.5, 1)]
    [InlineData("translation", "Translations", 0.2, 1)]
    [InlineData("the cat sat on the mat", "quarterly revenue grew strongly", -0.15, 0.15)]
    public async Task Embeddings_TextsWithWordsInCommon_AreNearer(string one, string other, double least, double most) =>
        Assert.InRange(Dot(Vector(await EmbedAsync($"\"{one}\"")), Vector(await EmbedAsync($"\"{other}\""))), least, most);

    [Fact]
    public async Task Embeddings_TokenIdsOfAText_HaveItsVector()
    {
        const string Text = "The cat, the dog: Grüße 🦊";
        var ids = string.Join(',', Text.EnumerateRunes().Select(rune => rune.Value));

        var listed = await EmbedAsync($"[[{ids}],[1]]");

        Assert.Equal(2, listed.GetProperty("data").GetArrayLength());
        Assert.Equal(Vector(await EmbedAsync($"\"{Text}\"")), Vector(listed));
        Assert.Equal(Vector(listed), Vector(await EmbedAsync($"[{ids}]")));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("[[]]")]
    [InlineData("[\"a\",1]")]
    [InlineData("[-1]")]
    [InlineData("[1.5]")]
    public async Task Embeddings_BadInput_Is400(string input) =>
        await AssertBadAsync(mock.Server, EmbeddingsPath, $$"""{"model":"text-embedding-3-small","input":{{input}}}""", null, null);

    [Theory]
    [InlineData("dimensions", "0", "integer_below_min_value")]
    [InlineData("encoding_format", "\"hex\"", "invalid_value")]
    public async Task Embeddings_BadOption_Is400(string name, string value, string code) =>
        await AssertBadAsync(mock.Server, EmbeddingsPath, $$"""{"model":"text-embedding-3-small","input":"hello","{{name}}":{{value}}}""", name, code);

    private Task<JsonElement> EmbedAsync(string input, string members = "", string model = "text-embedding-3-small") =>
        mock.PostJsonAsync(EmbeddingsPath, $$"""{"model":"{{model}}","input":{{input}}{{members}}}""");

    private static float[] Vector(JsonElement answer) =>
        [.. answer.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle())];

    private static double Dot(float[] one, float[] other) => one.Zip(other, (left, right) => (double)left * right).Sum();
}
