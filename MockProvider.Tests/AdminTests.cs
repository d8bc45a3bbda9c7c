using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

public class AdminTests(SharedMock shared)
{
    private const string Requests = "/__admin/requests";

    [Fact]
    public async Task Admin_Requests_ShowHeaderBodyAndAnswer()
    {
        await using var mock = Start();
        await PostTextAsync(mock, ChatPath, HelloStreamed);
        using var client = Client(mock, key: null);

        var entry = Assert.Single(Parse(await client.GetStringAsync(Requests, Cancel)).EnumerateArray());

        Assert.Equal(ChatPath, entry.GetProperty("Request").GetProperty("Path").GetString());
        Assert.Equal($"Bearer {Key}", Assert.Single(
            entry.GetProperty("Request").GetProperty("Headers").GetProperty("Authorization").EnumerateArray()).GetString());
        Assert.Equal(HelloStreamed, entry.GetProperty("Request").GetProperty("Body").GetString());
        Assert.Equal(200, entry.GetProperty("Response").GetProperty("StatusCode").GetInt32());
        Assert.EndsWith("data: [DONE]\n\n", entry.GetProperty("Response").GetProperty("Body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_MappingsReset_LeavesTheMockItself()
    {
        await using var mock = Start();
        using var client = Client(mock);
        using var reset = await client.PostAsync("/__admin/mappings/reset", null, Cancel);
        using var deleted = await client.DeleteAsync("/__admin/mappings", Cancel);

        using var response = await PostAsync(mock, ChatPath, Hello);
        var mappings = Parse(await client.GetStringAsync("/__admin/mappings", Cancel));

        Assert.Equal(200, (int)deleted.StatusCode);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(JsonValueKind.Array, mappings.ValueKind);
    }

    [Theory]
    [InlineData("Host: evil.example\r\n")]
    [InlineData("Host: evil.example:8792\r\n")]
    [InlineData("Host: 10.0.0.1\r\n")]
    [InlineData("Host: 127.0.0.1.evil.example\r\n")]
    [InlineData("Host: localhost\r\nOrigin: https://evil.example\r\n")]
    [InlineData("Host: localhost\r\nOrigin: http://localhost:3000\r\n")]
    [InlineData("Host: localhost\r\nOrigin: null\r\n")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: cross-site\r\n")]
    [InlineData("Host: localhost\r\nSec-Fetch-Site: same-site\r\n")]
    public async Task Admin_FromAWebPage_Is403(string headers)
    {
        var mock = shared.Server;

        foreach (var path in new[] { Requests, "/__ADMIN/requests", "/v1/../__admin/requests", "/v1/%2e%2e/__admin/requests", "/v1/%252e%252e/__admin/requests", "/%5f%5fadmin/requests" })
        {
            var answer = await RawAsync(mock, $"GET {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");

            Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("access-control-allow", answer, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("127.0.0.1:{0}", "")]
    [InlineData("localhost:{0}", "")]
    [InlineData("[::1]:{0}", "")]
    [InlineData("localhost:{0}", "Origin: http://localhost:{0}\r\nSec-Fetch-Site: same-origin\r\n")]
    [InlineData("localhost", "Sec-Fetch-Site: none\r\n")]
    public async Task Admin_FromThisMachine_IsAnswered(string host, string headers)
    {
        var mock = shared.Server;
        var port = new Uri(mock.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var answer = await RawAsync(
            mock,
            $"GET {Requests} HTTP/1.1\r\nConnection: close\r\nHost: {host}\r\n{headers}\r\n".Replace(
                "{0}", port, StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }
}
