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

    [Fact]
    public async Task Model_Listed_IsGiven()
    {
        await using var mock = Start();
        using var client = Client(mock);

        var model = Parse(await client.GetStringAsync($"{ModelsPath}/gpt-4o-mini", Cancel));

        Assert.Equal(["id", "object", "created", "owned_by"], Keys(model));
        Assert.Equal("gpt-4o-mini", model.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Model_Unknown_IsOpenAis404(string method)
    {
        await using var mock = Start();

        using var response = await SendAsync(mock, method, $"{ModelsPath}/fake_id");
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("The model 'fake_id' does not exist", error.GetProperty("message").GetString());
        Assert.Equal("model", error.GetProperty("param").GetString());
        Assert.Equal("model_not_found", error.GetProperty("code").GetString());
        Assert.True(response.Headers.Contains("openai-version"));
        Assert.False(response.Headers.Contains("openai-organization"));
    }

    [Fact]
    public async Task Model_DeletedThoughNotYours_Is403()
    {
        await using var mock = Start();

        using var response = await SendAsync(mock, "DELETE", $"{ModelsPath}/gpt-4o-mini");

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/models/")]
    [InlineData("/v1/models/a/b")]
    public async Task Model_NoOneSegment_IsNoSuchUrl(string path)
    {
        await using var mock = Start();

        using var response = await SendAsync(mock, "GET", path);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains($"Invalid URL (GET {path})", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_OtherMethod_Is405WithBothMethods()
    {
        await using var mock = Start();

        using var response = await SendAsync(mock, "POST", $"{ModelsPath}/gpt-4o-mini");
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["GET", "DELETE"], response.Content.Headers.Allow);
        Assert.Equal("Only GET and DELETE requests are accepted.", error.GetProperty("message").GetString());
        Assert.Equal("method_not_supported", error.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(ResponsesPath, """{"model":"claude","input":"hi"}""")]
    [InlineData(EmbeddingsPath, """{"model":"claude","input":"hi"}""")]
    [InlineData("/v1/moderations", """{"model":"claude","input":"hi"}""")]
    [InlineData("/v1/images/generations", """{"model":"claude","prompt":"hi"}""")]
    [InlineData("/v1/audio/speech", """{"model":"claude","input":"hi","voice":"alloy"}""")]
    public async Task Model_UnknownInARequest_IsOpenAis404(string path, string body)
    {
        await using var mock = Start();

        using var response = await PostAsync(mock, path, body);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("model_not_found", Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GET", ResponsesPath, "POST")]
    [InlineData("POST", ResponsesPath + "/resp_1", "GET, DELETE")]
    [InlineData("GET", "/v1/moderations", "POST")]
    [InlineData("GET", "/v1/images/generations", "POST")]
    [InlineData("GET", "/v1/audio/speech", "POST")]
    [InlineData("PUT", "/v1/audio/transcriptions", "POST")]
    public async Task Method_Wrong_Is405WithTheRightOnes(string method, string path, string allowed)
    {
        await using var mock = Start();

        using var response = await SendAsync(mock, method, path);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }
}
