using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ModelsTests
{
    [Fact]
    public async Task Models_List_HasTheKeysOfTheRealOne()
    {
        await using var mock = Start();
        using var client = Client(mock);

        var list = Parse(await client.GetStringAsync(ModelsPath, Cancel));

        Assert.Equal(["object", "data"], Keys(list));
        Assert.All(list.GetProperty("data").EnumerateArray(), model => Assert.Equal(["id", "object", "created", "owned_by"], Keys(model)));
        Assert.Contains("gpt-4o-mini", list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }
}
