using System.Net.Http.Headers;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>
/// A model with the name of a fault gets it at every endpoint that takes a model; a misspelt one is told that there is none.
/// </summary>
public class FaultModelTests(SharedMock shared)
{
    private const string Model = "MODEL";

    public static TheoryData<string, string> Requests =>
    [
        (ChatPath, """{"model":"MODEL","messages":[{"role":"user","content":"hello"}]}"""),
        (ResponsesPath, """{"model":"MODEL","input":"hello"}"""),
        (EmbeddingsPath, """{"model":"MODEL","input":"hello"}"""),
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Fault_ByTheModelsName_IsPlayed(string path, string body)
    {
        var mock = shared.Server;

        using var refused = await PostAsync(mock, path, body.Replace(Model, "mock-503", StringComparison.Ordinal));
        using var told = await PostAsync(mock, path, body.Replace(Model, "mock-echo-header", StringComparison.Ordinal));

        AssertPlayed(refused, told);
    }

    [Fact]
    public async Task Fault_ByTheModelsNameInAForm_IsPlayed()
    {
        var mock = shared.Server;

        using var refused = await Forms.PostAsync(mock, ("model", "mock-503"));
        using var told = await Forms.PostAsync(mock, ("model", "mock-echo-header"));

        AssertPlayed(refused, told);
    }

    [Fact]
    public async Task Fault_ByTheModelsNameInAFormAsCurlWritesIt_IsPlayed()
    {
        var mock = shared.Server;
        using var client = Client(mock);
        using var form = new StringContent("--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nmock-503\r\n--x--\r\n");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        using var refused = await client.PostAsync(Forms.TranscriptionsPath, form, Cancel);

        Assert.Equal(503, (int)refused.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Fault_Misspelt_IsOpenAis404(string path, string body)
    {
        var mock = shared.Server;

        using var response = await PostAsync(mock, path, body.Replace(Model, "mock-dorp", StringComparison.Ordinal));
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("model_not_found", error.GetProperty("code").GetString());
    }

    private static void AssertPlayed(HttpResponseMessage refused, HttpResponseMessage told)
    {
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.Equal(200, (int)told.StatusCode);
        Assert.Equal(MockProviderOptions.DefaultApiKey, Assert.Single(told.Headers.GetValues("x-debug-received")));
    }
}
