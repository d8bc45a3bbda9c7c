using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ImagesTests
{
    private const string Path = "/v1/images/generations";

    [Fact]
    public async Task Image_Document_HasTheKeysOfTheRealOneInOrder()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, Path, """{"model":"gpt-image-1","prompt":"a red fox","size":"1024x1536"}""");

        Assert.Equal(["created", "background", "data", "output_format", "quality", "size", "usage"], Keys(answer));
        Assert.Equal(["b64_json"], Keys(answer.GetProperty("data")[0]));
        var usage = answer.GetProperty("usage");
        Assert.Equal(["input_tokens", "input_tokens_details", "output_tokens", "output_tokens_details", "total_tokens"], Keys(usage));
        Assert.Equal(["image_tokens", "text_tokens"], Keys(usage.GetProperty("input_tokens_details")));
        Assert.Equal(
            usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32());
    }

    [Theory]
    [InlineData("gpt-image-1", "1024x1536", 1024, 1536)]
    [InlineData("dall-e-2", "256x256", 256, 256)]
    [InlineData("dall-e-3", "1792x1024", 1792, 1024)]
    public async Task Image_Bytes_AreAPngOfThatSize(string model, string size, int width, int height)
    {
        await using var mock = Start();

        var format = model == "gpt-image-1" ? string.Empty : ",\"response_format\":\"b64_json\"";
        var answer = await PostJsonAsync(mock, Path, $$"""{"model":"{{model}}","prompt":"a red fox","size":"{{size}}"{{format}}}""");

        AssertPng(answer.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64(), width, height);
    }

    [Fact]
    public async Task Image_OldModel_AnswersWithAnAddressAndNoUsage()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, Path, """{"model":"dall-e-3","prompt":"a red fox"}""");

        Assert.Equal(["created", "data"], Keys(answer));
        Assert.Equal(["url", "revised_prompt"], Keys(answer.GetProperty("data")[0]));
        var address = answer.GetProperty("data")[0].GetProperty("url").GetString()!;
        AssertPng(Convert.FromBase64String(address["data:image/png;base64,".Length..]), 1024, 1024);
    }

    [Fact]
    public async Task Image_Several_DifferFromEachOther()
    {
        await using var mock = Start();

        var data = (await PostJsonAsync(mock, Path, """{"model":"gpt-image-1","prompt":"a red fox","n":3}""")).GetProperty("data");

        Assert.Equal(3, data.EnumerateArray().Select(image => image.GetProperty("b64_json").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Stream_Events_AreSketchesThenTheImageOfTheirOwnDocument()
    {
        await using var mock = Start(new FakeTimeProvider());
        const string Body = """{"model":"gpt-image-1","prompt":"a red fox","stream":true,"partial_images":2}""";

        using var response = await PostAsync(mock, Path, Body);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        var events = Events(text).Select(Parse).ToList();

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.All(text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries), frame => Assert.StartsWith("event: image_generation.", frame, StringComparison.Ordinal));
        Assert.Equal(
            ["image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"],
            events.Select(item => item.GetProperty("type").GetString()));
        string[] common = ["type", "b64_json", "created_at", "size", "quality", "background", "output_format"];
        Assert.Equal([.. common, "partial_image_index"], Keys(events[0]));
        Assert.Equal(1, events[1].GetProperty("partial_image_index").GetInt32());
        Assert.Equal([.. common, "usage"], Keys(events[2]));
        Assert.All(events, item => AssertPng(item.GetProperty("b64_json").GetBytesFromBase64(), 1024, 1024));
        Assert.Equal(3, events.Select(item => item.GetProperty("b64_json").GetString()).Distinct().Count());
        Assert.Equal(text, await PostTextAsync(mock, Path, Body));
    }

    [Theory]
    [InlineData("{}", "prompt", "missing_required_parameter")]
    [InlineData("""{"prompt":""}""", "prompt", "empty_string")]
    [InlineData("""{"prompt":"a","n":0}""", "n", "integer_below_min_value")]
    [InlineData("""{"prompt":"a","n":11}""", "n", "integer_above_max_value")]
    [InlineData("""{"prompt":"a","model":"dall-e-3","n":2}""", "n", "integer_above_max_value")]
    [InlineData("""{"prompt":"a","model":"gpt-image-1","size":"7x7"}""", "size", "invalid_value")]
    [InlineData("""{"prompt":"a","model":"gpt-image-1","response_format":"url"}""", "response_format", "unknown_parameter")]
    [InlineData("""{"prompt":"a","model":"dall-e-3","output_format":"png"}""", "output_format", "unknown_parameter")]
    [InlineData("""{"prompt":"a","model":"gpt-image-1","output_format":"webp"}""", "output_format", "invalid_value")]
    [InlineData("""{"prompt":"a","model":"gpt-image-1","partial_images":4}""", "partial_images", "integer_above_max_value")]
    [InlineData("""{"prompt":"a","model":"gpt-image-1","stream":"yes"}""", "stream", "invalid_type")]
    public async Task Image_BadOption_Is400(string body, string param, string code)
    {
        await using var mock = Start();

        await AssertBadAsync(mock, Path, body, param, code);
    }

    /// <summary>Signature, the size in the header, and as many unpacked bytes as one bit for each pixel takes.</summary>
    private static void AssertPng(byte[] file, int width, int height)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        Assert.Equal("IHDR"u8, file.AsSpan(12, 4));
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)));
        Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        Assert.Equal("IEND"u8, file.AsSpan(file.Length - 8, 4));
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], file[^4..]);

        var data = file.AsSpan().IndexOf("IDAT"u8);
        var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(data - 4));
        using var pixels = new MemoryStream();
        using var packed = new ZLibStream(new MemoryStream(file, data + 4, length), CompressionMode.Decompress);
        packed.CopyTo(pixels);
        Assert.Equal(height * (1 + width / 8), pixels.Length);
    }
}
