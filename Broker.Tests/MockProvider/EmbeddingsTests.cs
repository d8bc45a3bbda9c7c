using System.Buffers.Binary;
using MockProvider;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class EmbeddingsTests
{
    [Fact]
    public async Task Embeddings_Document_HasTheKeysOfTheRealOneInOrder()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, EmbeddingsPath, """{"model":"text-embedding-3-small","input":["one two","three"]}""");

        Assert.Equal(["object", "data", "model", "usage"], Keys(answer));
        Assert.Equal(["object", "index", "embedding"], Keys(answer.GetProperty("data")[0]));
        Assert.Equal([0, 1], answer.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("index").GetInt32()));
        Assert.Equal(["prompt_tokens", "total_tokens"], Keys(answer.GetProperty("usage")));
        Assert.Equal(3, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Theory]
    [InlineData("text-embedding-3-small", 1536)]
    [InlineData("text-embedding-3-large", 3072)]
    public async Task Embeddings_WithoutDimensions_HaveTheModelsOwn(string model, int dimensions)
    {
        await using var mock = Start();

        var vector = await VectorAsync(mock, $$"""{"model":"{{model}}","input":"hello"}""");

        Assert.Equal(dimensions, vector.Length);
        Assert.Equal(1, Math.Sqrt(vector.Sum(value => (double)value * value)), 5);
    }

    [Fact]
    public async Task Embeddings_Base64_IsTheSameVectorInLittleEndian()
    {
        await using var mock = Start();

        var numbers = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"hello","dimensions":16}""");
        var answer = await PostJsonAsync(mock, EmbeddingsPath, """{"model":"text-embedding-3-small","input":"hello","dimensions":16,"encoding_format":"base64"}""");
        var bytes = answer.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();

        Assert.Equal(16 * sizeof(float), bytes.Length);
        Assert.Equal(numbers, Enumerable.Range(0, 16).Select(index => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(index * sizeof(float)))));
    }

    [Fact]
    public async Task Embeddings_TextsWithWordsInCommon_AreNearer()
    {
        await using var mock = Start();

        var cat = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"the cat sat on the mat"}""");
        var dog = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"the dog sat on the mat"}""");
        var tax = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"quarterly revenue grew strongly"}""");

        Assert.True(Dot(cat, dog) > 0.5);
        Assert.True(Math.Abs(Dot(cat, tax)) < 0.2);
    }

    [Fact]
    public async Task Embeddings_TokenIds_AreTakenAloneAndInLists()
    {
        await using var mock = Start();

        var alone = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":[9906,11,1917]}""");
        var listed = await PostJsonAsync(mock, EmbeddingsPath, """{"model":"text-embedding-3-small","input":[[9906,11,1917],[1]]}""");

        Assert.Equal(2, listed.GetProperty("data").GetArrayLength());
        Assert.Equal(alone, listed.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle()));
        Assert.Equal(4, listed.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("The cat, the dog: Grüße 🦊")]
    public async Task Embeddings_TokenIdsOfAText_HaveItsVector(string text)
    {
        await using var mock = Start();
        var ids = string.Join(',', text.EnumerateRunes().Select(rune => rune.Value));

        var ofText = await VectorAsync(mock, $$"""{"model":"text-embedding-3-small","input":"{{text}}"}""");
        var ofIds = await VectorAsync(mock, $$"""{"model":"text-embedding-3-small","input":[{{ids}}]}""");
        var ofOthers = await VectorAsync(mock, $$"""{"model":"text-embedding-3-small","input":[55555,{{ids}}]}""");

        Assert.Equal(ofText, ofIds);
        Assert.NotEqual(ofText, ofOthers);
    }

    [Fact]
    public async Task Embeddings_FormsOfAWord_AreNearer()
    {
        await using var mock = Start();

        var one = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"translation"}""");
        var several = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"Translations"}""");
        var other = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"hedgehog"}""");

        Assert.True(Dot(one, several) > 0.2);
        Assert.True(Math.Abs(Dot(one, other)) < 0.15);
    }

    [Fact]
    public async Task Embeddings_FewerDimensions_AreTheFirstOnes()
    {
        await using var mock = Start();

        var all = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"hello world"}""");
        var few = await VectorAsync(mock, """{"model":"text-embedding-3-small","input":"hello world","dimensions":8}""");

        var length = Math.Sqrt(Dot(all[..8], all[..8]));
        Assert.All(few.Zip(all), pair => Assert.Equal(pair.Second / length, pair.First, 4));
        Assert.Equal(1, Dot(few, few), 4);
    }

    private static async Task<float[]> VectorAsync(MockProviderServer mock, string body)
    {
        var answer = await PostJsonAsync(mock, EmbeddingsPath, body);
        return [.. answer.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle())];
    }

    private static double Dot(float[] one, float[] other) => one.Zip(other, (left, right) => (double)left * right).Sum();
}
