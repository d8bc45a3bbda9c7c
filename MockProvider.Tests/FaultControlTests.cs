using System.Text.Json;
using MockProvider.Faults;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>Faults by order: for the next requests, or by chance that a seed repeats.</summary>
public class FaultControlTests(SharedMock shared)
{
    private const string Faults = "/__mock/faults";

    [Fact]
    public async Task Order_ForTheNextRequests_IsPlayedThatOften()
    {
        await using var mock = Start();
        Assert.Equal(200, await OrderAsync(mock, """{"fault":"mock-503","next":2}"""));

        Assert.Equal([503, 503, 200], await StatusesAsync(mock, 3));
        Assert.Null(await ArmedAsync(mock));
    }

    [Fact]
    public async Task Order_WithoutACount_IsForOneRequest()
    {
        await using var mock = Start();
        await OrderAsync(mock, """{"fault":"mock-500"}""");

        Assert.Equal([500, 200], await StatusesAsync(mock, 2));
    }

    [Fact]
    public async Task Order_ByChance_IsTheSameInEveryRun()
    {
        await using var mock = Start();
        await OrderAsync(mock, """{"fault":"mock-503","probability":0.5,"seed":7}""");
        var first = await StatusesAsync(mock, 20);
        await OrderAsync(mock, """{"fault":"mock-503","probability":0.5,"seed":7}""");

        Assert.Equal(first, await StatusesAsync(mock, 20));
        Assert.Contains(503, first);
        Assert.Contains(200, first);
    }

    [Fact]
    public async Task Order_Cleared_IsNotPlayed()
    {
        await using var mock = Start();
        using var client = Client(mock, key: null);
        await OrderAsync(mock, """{"fault":"mock-503","next":9}""");

        using var cleared = await client.DeleteAsync(Faults, Cancel);

        Assert.Equal(200, (int)cleared.StatusCode);
        Assert.Equal([200], await StatusesAsync(mock, 1));
    }

    [Fact]
    public async Task Model_ThatIsAFault_GoesBeforeTheOrderAndLeavesIt()
    {
        await using var mock = Start();
        await OrderAsync(mock, """{"fault":"mock-503","next":1}""");

        using var byModel = await PostAsync(mock, ChatPath, Hello.Replace("gpt-4o-mini", "mock-409", StringComparison.Ordinal));
        using var refused = await PostAsync(mock, ChatPath, Hello, key: "sk-wrong");

        Assert.Equal(409, (int)byModel.StatusCode);
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.Equal([503, 200], await StatusesAsync(mock, 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"fault":"mock-nothing"}""")]
    [InlineData("""{"fault":7}""")]
    [InlineData("""{"fault":"mock-500","next":0}""")]
    [InlineData("""{"fault":"mock-500","next":1.5}""")]
    [InlineData("""{"fault":"mock-500","next":"2"}""")]
    [InlineData("""{"fault":"mock-500","probability":0}""")]
    [InlineData("""{"fault":"mock-500","probability":1.1}""")]
    [InlineData("""{"fault":"mock-500","probability":0.5,"next":1}""")]
    [InlineData("""{"fault":"mock-500","seed":1}""")]
    [InlineData("""{"fault":"mock-500","often":1}""")]
    public async Task Order_ThatMakesNoSense_Is400AndArmsNothing(string order)
    {
        var mock = shared.Server;

        Assert.Equal(400, await OrderAsync(mock, order));
        Assert.Null(await ArmedAsync(mock));
    }

    [Theory]
    [InlineData("GET", "/__mock/other", 404)]
    [InlineData("PUT", Faults, 405)]
    [InlineData("POST", "/__mock/verdict", 405)]
    public async Task Interface_AskedForWhatItHasNot_SaysSo(string method, string path, int status)
    {
        var mock = shared.Server;
        using var client = Client(mock, key: null);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("Host: evil.example\r\n")]
    [InlineData("Host: localhost\r\nOrigin: https://evil.example\r\n")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site\r\n")]
    public async Task Interface_FromAWebPage_Is403(string headers)
    {
        var mock = shared.Server;

        foreach (var start in new[] { $"POST {Faults}", $"GET {Faults}", "GET /__mock/verdict", "GET /__MOCK/verdict", "GET /v1/../__mock/verdict", "GET /%5f%5fmock/verdict" })
        {
            var answer = await RawAsync(mock, $"{start} HTTP/1.1\r\nConnection: close\r\n{headers}Content-Length: 0\r\n\r\n");

            Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"a\":{\"model\":\"x\"},\"model\":\"mock-drop\"}", "application/json", "mock-drop")]
    [InlineData("{\"model\":7}", "application/json", null)]
    [InlineData("{\"model\":\"\\ud800\"}", "application/json", null)]
    [InlineData("[\"model\"]", "application/json", null)]
    [InlineData("{\"model\"", "application/json", null)]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nmock-drop\r\n--b--\r\n", "multipart/form-data; boundary=b", "mock-drop")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"", "multipart/form-data; boundary=b", null)]
    public void Model_OfARequest_IsFoundInJsonAndForms(string body, string type, string? model)
    {
        var request = new Journal.ReceivedRequest { Headers = [
            new("Content-Type", type)], Body = System.Text.Encoding.UTF8.GetBytes(body) };

        Assert.Equal(model, RequestedModel.Of(request));
    }

    [Fact]
    public void Faults_EachOfThem_IsOnItsPage()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Broker.sln")))
        {
            folder = folder.Parent!;
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "mock-provider.md"));

        Assert.All(FaultList.All, fault => Assert.Contains($"`{fault.Name}`", page, StringComparison.Ordinal));
    }

    private static async Task<int> OrderAsync(MockProviderServer mock, string order)
    {
        using var answer = await PostAsync(mock, Faults, order, key: null);
        return (int)answer.StatusCode;
    }

    private static async Task<string?> ArmedAsync(MockProviderServer mock)
    {
        using var client = Client(mock, key: null);
        var state = Parse(await client.GetStringAsync(Faults, Cancel));
        Assert.Equal(FaultList.All.Count, state.GetProperty("known").GetArrayLength());
        var armed = state.GetProperty("armed");
        return armed.ValueKind == JsonValueKind.Null ? null : armed.GetProperty("fault").GetString();
    }

    private static async Task<IReadOnlyList<int>> StatusesAsync(MockProviderServer mock, int count)
    {
        List<int> statuses = [];
        for (var request = 0; request < count; request++)
        {
            using var answer = await PostAsync(mock, ChatPath, Hello);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }
}
