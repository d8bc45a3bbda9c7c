using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Authorization;

/// <summary>Rows 3 and 6: a target that is refused for how a tool was set up is told what to set. It stays refused.</summary>
public class PathHintTests
{
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";
    private const string Host = "Host: 127.0.0.1:8791";

    [Theory]
    [InlineData("//v1/responses", "http://127.0.0.1:8791, without a slash at its end")]
    [InlineData("/v1//responses", "http://127.0.0.1:8791/v1, without a slash at its end")]
    [InlineData("//v1//responses", "http://127.0.0.1:8791, without")]
    [InlineData("/v1/v1/responses", "http://127.0.0.1:8791, without /v1")]
    [InlineData("/v1//v1/responses", "http://127.0.0.1:8791, without /v1")]
    [InlineData("/responses", "/v1 is missing; set the tool's base URL to http://127.0.0.1:8791/v1")]
    [InlineData("//responses", "set the tool's base URL to http://127.0.0.1:8791/v1")]
    [InlineData("/v1/responses/", "http://127.0.0.1:8791/v1 and its path without that slash")]
    public async Task Post_WithABaseUrlThatIsNotRight_IsToldWhichToSet(string target, string hint)
    {
        await using var broker = await StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, $"POST {target}", "{}", Token, Host);

        Assert.Equal((403, "path_not_allowed"), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.Contains(hint, answer.Json().GetProperty("detail").GetString(), StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, target, 403, "path_not_allowed");
    }

    [Theory]
    [InlineData("/v1/files")]
    [InlineData("/V1/responses")]
    [InlineData("/v1/%72esponses")]
    [InlineData("/v1/./responses")]
    [InlineData("/v1/v1/v1/responses")]
    [InlineData("/models")]
    public async Task Post_OfAnythingElse_IsToldWhereToLook(string target)
    {
        await using var broker = await StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, $"POST {target}", "{}", Token, Host);

        Assert.Equal(403, answer.Status);
        Assert.StartsWith("allowed_paths in the broker's configuration lists", answer.Json().GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/models", "set the tool's base URL to http://127.0.0.1:8791/v1")]
    [InlineData("/v1/models/", "its path without that slash")]
    [InlineData("/v1/files", "has no entry \"GET /v1/files\", which would allow this request")]
    [InlineData("/v1/responses", "allows POST /v1/responses; for this GET it needs an entry \"GET /v1/responses\" as well")]
    public async Task Get_ThatAnEntryWouldAllow_IsToldWhichOne(string target, string hint)
    {
        await using var broker = await StartAsync();

        foreach (var carrier in (string[])[Token, $"Authorization: Bearer {Canaries.WrittenToken}"])
        {
            var answer = await WrittenRequest.SendAsync(broker, $"GET {target}", "", carrier, Host);

            Assert.Equal((404, "not_found"), (answer.Status, answer.Header("X-Broker-Error")));
            Assert.Contains(hint.Replace("\"", "\\\"", StringComparison.Ordinal), answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(["health", "health"], broker.Events().Select(line => line.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("/v1/files?limit=1")]
    [InlineData("/v1/{id}")]
    [InlineData("/v1/../x")]
    [InlineData("/healthz/")]
    [InlineData("*")]
    public async Task Get_ThatNoEntryCanAllow_IsToldNothingOfTheKind(string target)
    {
        await using var broker = await StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, $"GET {target}", "", Token, Host);

        Assert.DoesNotContain("GET /v1", answer.Body, StringComparison.Ordinal);
    }

    private static Task<RunningBroker> StartAsync() => RunningBroker.StartAsync(options => options with
    {
        ClientTokenEnv = "BROKER_CLIENT_TOKEN",
        AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/models")],
    });
}
