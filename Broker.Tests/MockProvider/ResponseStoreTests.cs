using System.Text.Json;
using MockProvider;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

public class ResponseStoreTests
{
    [Fact]
    public async Task Response_Kept_IsGivenAgainUntilDeleted()
    {
        await using var mock = Start();
        using var client = Client(mock);

        var document = await PostTextAsync(mock, ResponsesPath, HelloResponse);
        var path = $"{ResponsesPath}/{Parse(document).GetProperty("id").GetString()}";
        var again = await client.GetStringAsync(path, Cancel);
        using var deletion = await SendAsync(mock, "DELETE", path);
        var deleted = Parse(await deletion.Content.ReadAsStringAsync(Cancel));
        using var gone = await SendAsync(mock, "GET", path);

        Assert.Equal(document, again);
        Assert.Equal(["id", "object", "deleted"], Keys(deleted));
        Assert.Equal(Parse(document).GetProperty("id").GetString(), deleted.GetProperty("id").GetString());
        Assert.True(deleted.GetProperty("deleted").GetBoolean());
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Fact]
    public async Task Response_Streamed_IsKeptAsItsLastEventHasIt()
    {
        await using var mock = Start();
        using var client = Client(mock);

        var completed = Parse(Events(await PostTextAsync(mock, ResponsesPath, HelloResponseStreamed))[^1]).GetProperty("response");
        var again = Parse(await client.GetStringAsync($"{ResponsesPath}/{completed.GetProperty("id").GetString()}", Cancel));

        Assert.True(JsonElement.DeepEquals(completed, again));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Response_Unknown_IsOpenAis404(string method)
    {
        await using var mock = Start();

        using var response = await SendAsync(mock, method, $"{ResponsesPath}/resp_nothing");
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("Response with id 'resp_nothing' not found.", error.GetProperty("message").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
        Assert.Equal(JsonValueKind.Null, error.GetProperty("code").ValueKind);
    }

    [Fact]
    public async Task Response_NotToBeStored_IsNot()
    {
        await using var mock = Start();

        var document = await PostJsonAsync(mock, ResponsesPath, """{"model":"gpt-4o-mini","input":"hello","store":false}""");
        using var response = await SendAsync(mock, "GET", $"{ResponsesPath}/{document.GetProperty("id").GetString()}");

        Assert.False(document.GetProperty("store").GetBoolean());
        Assert.Equal(404, (int)response.StatusCode);
    }

    [Fact]
    public async Task Previous_Conversation_IsCountedAndItsIdRepeated()
    {
        await using var mock = Start();

        var first = await PostJsonAsync(mock, ResponsesPath, HelloResponse);
        var id = first.GetProperty("id").GetString();
        var second = await PostJsonAsync(mock, ResponsesPath, $$"""{"model":"gpt-4o-mini","input":"hello","previous_response_id":"{{id}}"}""");

        Assert.Equal(id, second.GetProperty("previous_response_id").GetString());
        Assert.NotEqual(id, second.GetProperty("id").GetString());
        Assert.True(InputTokens(second) > InputTokens(first) + 8);
    }

    [Fact]
    public async Task Previous_Unknown_Is400()
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, ResponsesPath, """{"model":"gpt-4o-mini","input":"hello","previous_response_id":"resp_x"}""");

        Assert.Contains("Previous response with id 'resp_x' not found.", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await AssertBadAsync(response, "previous_response_id", "previous_response_not_found");
    }

    [Fact]
    public async Task Store_Full_LosesTheOldest()
    {
        await using var mock = MockProviderServer.Start(new MockProviderOptions { ChunkDelay = TimeSpan.Zero });
        using var client = Client(mock);

        List<string> ids = [];
        for (var index = 0; index <= 1000; index++)
        {
            using var content = Json($$"""{"model":"gpt-4o-mini","input":"{{index}}"}""");
            using var response = await client.PostAsync(ResponsesPath, content, Cancel);
            ids.Add(Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("id").GetString()!);
        }

        using var oldest = await client.GetAsync($"{ResponsesPath}/{ids[0]}", Cancel);
        using var next = await client.GetAsync($"{ResponsesPath}/{ids[1]}", Cancel);

        Assert.Equal(404, (int)oldest.StatusCode);
        Assert.Equal(200, (int)next.StatusCode);
    }

    private static int InputTokens(JsonElement response) => response.GetProperty("usage").GetProperty("input_tokens").GetInt32();
}
