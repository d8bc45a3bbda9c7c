using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.Anthropic.MessageCalls;

namespace MockProvider.Tests.Anthropic;

/// <summary>The list of models, whose path OpenAI has as well.</summary>
public class AnthropicModelTests(SharedMock shared)
{
    private readonly MockProviderServer _mock = shared.Server;

    [Fact]
    public async Task Models_List_HasTheKeysOfTheRealOneInOrder()
    {
        var list = await JsonAsync(_mock, $"{ModelsPath}?beta=true", null);

        Assert.Equal(["data", "has_more", "first_id", "last_id"], Keys(list));
        Assert.False(HasMore(list));
        var ids = Ids(list);
        Assert.Equal((ids[0], ids[^1]), (Text(list, "first_id"), Text(list, "last_id")));
        Assert.Equal(["type", "id", "display_name", "created_at"], Keys(list.GetProperty("data")[0]).Take(4));
    }

    [Fact]
    public async Task Models_InPages_AreTheWholeListForwardsAndBackwards()
    {
        var all = Ids(await JsonAsync(_mock, ModelsPath, null));
        var first = await JsonAsync(_mock, $"{ModelsPath}?limit=4", null);
        var second = await JsonAsync(_mock, $"{ModelsPath}?limit=4&after_id={Text(first, "last_id")}", null);
        var back = await JsonAsync(_mock, $"{ModelsPath}?limit=3&before_id={Text(second, "first_id")}", null);

        Assert.Equal(all, [.. Ids(first), .. Ids(second)]);
        Assert.Equal((true, false, true), (HasMore(first), HasMore(second), HasMore(back)));
        Assert.Equal(all.Skip(1).Take(3), Ids(back));
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", "claude-sonnet-4-5-20250929")]
    [InlineData("claude-haiku-5-5", "claude-haiku-5-5")]
    [InlineData("claude-of-tomorrow", "claude-of-tomorrow")]
    public async Task Model_OfTheFamily_IsShown(string asked, string id)
    {
        var model = await JsonAsync(_mock, $"{ModelsPath}/{asked}?beta=true", null);

        Assert.Equal(("model", id), (Text(model, "type"), Text(model, "id")));
    }

    private static bool HasMore(JsonElement list) => list.GetProperty("has_more").GetBoolean();

    private static IReadOnlyList<string?> Ids(JsonElement list) =>
        [.. list.GetProperty("data").EnumerateArray().Select(model => Text(model, "id"))];
}
