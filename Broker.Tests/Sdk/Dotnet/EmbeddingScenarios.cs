using System.Text.Json;
using OpenAI.Embeddings;
using static Broker.Tests.Sdks.Dotnet.SdkClients;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>Embeddings: as base64, which the SDK asks for by itself, as numbers, shortened, of token ids.</summary>
internal static class EmbeddingScenarios
{
    private const string Model = "text-embedding-3-small";

    public static async Task DefaultAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        OpenAIEmbeddingCollection embeddings = await setting.Embeddings().GenerateEmbeddingsAsync(["one", "two"], cancellationToken: cancellationToken);

        Assert.Equal([0, 1], embeddings.Select(embedding => embedding.Index));
        Assert.All(embeddings, embedding => AssertUnit(embedding.ToFloats(), 1536));
        Assert.NotEqual(embeddings[0].ToFloats().ToArray(), embeddings[1].ToFloats().ToArray());
    }

    public static async Task FloatAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        OpenAIEmbedding packed = await setting.Embeddings().GenerateEmbeddingAsync("one", cancellationToken: cancellationToken);
        var plain = await setting.Embeddings().GenerateEmbeddingsAsync(
            Body($$"""{"model":"{{Model}}","input":"one","encoding_format":"float"}"""), new() { CancellationToken = cancellationToken });

        using var document = JsonDocument.Parse(plain.GetRawResponse().Content);
        var numbers = document.RootElement.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle());
        Assert.Equal(packed.ToFloats().ToArray(), numbers);
    }

    public static async Task DimensionsAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        OpenAIEmbedding embedding = await setting.Embeddings().GenerateEmbeddingAsync("one", new EmbeddingGenerationOptions { Dimensions = 64 }, cancellationToken);

        AssertUnit(embedding.ToFloats(), 64);
    }

    public static async Task TokenIdsAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<int>[] tokens = [new([15339]), new([15339, 1917])];

        OpenAIEmbeddingCollection embeddings = await setting.Embeddings().GenerateEmbeddingsAsync(tokens, cancellationToken: cancellationToken);

        Assert.Equal(2, embeddings.Count);
        Assert.All(embeddings, embedding => AssertUnit(embedding.ToFloats(), 1536));
    }

    private static void AssertUnit(ReadOnlyMemory<float> vector, int length)
    {
        Assert.Equal(length, vector.Length);
        Assert.Equal(1, vector.ToArray().Sum(number => (double)number * number), precision: 4);
    }

    private static EmbeddingClient Embeddings(this SdkSetting setting) => setting.Client().GetEmbeddingClient(Model);
}
