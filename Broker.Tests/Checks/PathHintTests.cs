using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Checks;

/// <summary>Rows 3 and 6: a target that is refused for how a tool was set up is told which base URL or entry to set. It stays refused.</summary>
public class PathHintTests(SharedStrictProxy shared) : IClassFixture<SharedStrictProxy>
{
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";
    private const string Url = "http://127.0.0.1:8791";
    private readonly RunningBroker _broker = shared.Begin().Broker;

    public static TheoryData<string, string> SetUps =>
    [
        ("POST //v1/responses", $"{Url},"), ("POST /v1//responses", $"{Url}/v1,"), ("POST //v1//responses", $"{Url},"),
        ("POST /v1/v1/responses", $"{Url},"), ("POST /v1//v1/responses", $"{Url},"), ("POST /responses", $"{Url}/v1"),
        ("POST //responses", $"{Url}/v1"), ("POST /v1/responses/", $"{Url}/v1 "), ("GET /models", $"{Url}/v1"),
        ("GET /v1/models/", "slash"), ("GET /v1/files", "\"GET /v1/files\""), ("GET /v1/responses", "\"GET /v1/responses\""),
    ];

    public static TheoryData<string> Others =>
    [
        "POST /v1/unknown", "POST /V1/responses", "POST /v1/%72esponses", "POST /v1/./responses", "POST /v1/v1/v1/responses",
        "POST /models", "GET /v1/files?limit=1", "GET /v1/{id}", "GET /v1/../x", "GET /healthz/",
    ];

    [Theory]
    [MemberData(nameof(SetUps))]
    public async Task Refusal_ForHowAToolIsSetUp_SaysWhatToSetInBothShapes(string start, string hint)
    {
        foreach (var carrier in (string[])[Token, $"Authorization: Bearer {Canaries.WrittenToken}"])
        {
            var answer = await SendAsync(start, carrier);
            Assert.Equal(start[0] == 'P' ? "path_not_allowed" : "not_found", answer.Error);
            Assert.Contains(hint.Replace("\"", "\\\"", StringComparison.Ordinal), answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Refusal_OfAnythingElse_GivesNoSuchHint(string start)
    {
        var answer = await SendAsync(start, Token);
        Assert.Contains(answer.Error, (string[])["path_not_allowed", "not_found"]);
        Assert.All(
            [Url, "GET /v1"],
            hint => Assert.DoesNotContain(hint, answer.Json().TryGetProperty("detail", out var detail) ? detail.GetString()! : "", StringComparison.Ordinal));
    }

    private Task<RawAnswer> SendAsync(string start, string carrier) =>
        WrittenRequest.SendAsync(_broker, start, start[0] == 'P' ? "{}" : "", carrier, "Host: 127.0.0.1:8791");
}
