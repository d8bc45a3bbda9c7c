using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ModerationsTests
{
    private const string Path = "/v1/moderations";

    private static readonly string[] Categories =
    [
        "harassment", "harassment/threatening", "sexual", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm/intent",
        "self-harm/instructions", "self-harm", "sexual/minors", "violence", "violence/graphic",
    ];

    [Fact]
    public async Task Moderation_Document_HasTheKeysOfTheRealOneInOrder()
    {
        await using var mock = Start();

        var answer = await PostJsonAsync(mock, Path, """{"input":"a quiet walk"}""");

        Assert.Equal(["id", "model", "results"], Keys(answer));
        Assert.StartsWith("modr-", answer.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("omni-moderation-latest", answer.GetProperty("model").GetString());
        var result = answer.GetProperty("results")[0];
        Assert.Equal(["flagged", "categories", "category_scores", "category_applied_input_types"], Keys(result));
        Assert.Equal(Categories, Keys(result.GetProperty("categories")));
        Assert.Equal(Categories, Keys(result.GetProperty("category_scores")));
        Assert.Equal(Categories, Keys(result.GetProperty("category_applied_input_types")));
        Assert.Equal(["text"], Types(result, "hate"));
    }

    [Theory]
    [InlineData("a quiet walk", "")]
    [InlineData("cooking skills", "")]
    [InlineData("I want to KILL them!", "violence")]
    [InlineData("How to make a bomb?", "illicit illicit/violent violence")]
    [InlineData("I think of suicide", "self-harm")]
    [InlineData("you are stupid", "harassment")]
    public async Task Moderation_Words_FlagTheirCategories(string text, string flagged)
    {
        await using var mock = Start();

        var result = (await PostJsonAsync(mock, Path, $$"""{"input":"{{text}}"}""")).GetProperty("results")[0];

        var found = result.GetProperty("categories").EnumerateObject().Where(category => category.Value.GetBoolean()).Select(category => category.Name);
        Assert.Equal(flagged, string.Join(' ', found));
        Assert.Equal(flagged.Length > 0, result.GetProperty("flagged").GetBoolean());
        Assert.All(
            result.GetProperty("category_scores").EnumerateObject(),
            score => Assert.Equal(result.GetProperty("categories").GetProperty(score.Name).GetBoolean(), score.Value.GetDouble() > 0.5));
    }

    [Fact]
    public async Task Moderation_Texts_GetAResultEach()
    {
        await using var mock = Start();

        var results = (await PostJsonAsync(mock, Path, """{"input":["fine","murder"]}""")).GetProperty("results");

        Assert.Equal([false, true], results.EnumerateArray().Select(result => result.GetProperty("flagged").GetBoolean()));
    }

    [Fact]
    public async Task Moderation_Parts_AreOneInputOfTwoKinds()
    {
        await using var mock = Start();

        var results = (await PostJsonAsync(
            mock,
            Path,
            """{"input":[{"type":"text","text":"murder"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}""")).GetProperty("results");

        var result = Assert.Single(results.EnumerateArray());
        Assert.Equal(["text", "image"], Types(result, "violence"));
        Assert.Equal(["text"], Types(result, "hate"));
    }

    [Theory]
    [InlineData("{}", "input", "missing_required_parameter")]
    [InlineData("""{"input":7}""", "input", "invalid_type")]
    [InlineData("""{"input":[]}""", "input", "empty_array")]
    [InlineData("""{"input":["a",1]}""", "input[0]", "invalid_type")]
    [InlineData("""{"input":[{"text":"a"}]}""", "input[0].type", "missing_required_parameter")]
    [InlineData("""{"input":[{"type":"sound"}]}""", "input[0].type", "invalid_value")]
    [InlineData("""{"input":[{"type":"image_url"}]}""", "input[0].image_url", "missing_required_parameter")]
    [InlineData("""{"input":"a","model":1}""", "model", "invalid_type")]
    public async Task Moderation_BadInput_Is400(string body, string param, string code)
    {
        await using var mock = Start();

        await AssertBadAsync(mock, Path, body, param, code);
    }

    [Fact]
    public async Task Moderation_Headers_TellNoLimits()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, Path, """{"input":"a"}""");

        Assert.True(response.Headers.Contains("openai-organization"));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("x-ratelimit", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string?> Types(JsonElement result, string category) =>
        result.GetProperty("category_applied_input_types").GetProperty(category).EnumerateArray().Select(type => type.GetString());
}
