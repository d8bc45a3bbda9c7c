using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Errors;

/// <summary>Section 10: whoever carries a token as an SDK does gets refusals that SDKs can show; all others get those of section 3.</summary>
public class SdkRefusalTests(SharedStrictProxy shared) : IClassFixture<SharedStrictProxy>
{
    private const string T = Canaries.WrittenToken;
    private static readonly string TooLong = new('x', 5001);
    private readonly RunningBroker _broker = shared.Begin().Broker;

    public static TheoryData<string, string, string[], int, string, bool> Refusals =>
    [
        ("POST /v1/responses", "{}", ["Host: evil.example"], 403, "host_not_allowed", false),
        ("POST /v1/responses", "{}", ["Origin: https://evil.example"], 403, "origin_not_allowed", false),
        ("GET /", "", [], 404, "not_found", true),
        ("PUT /v1/responses", "{}", [], 405, "method_not_allowed", false),
        ("POST /v1/unknown", "{}", [], 403, "path_not_allowed", true),
        ("GET /v1/responses", "", ["Upgrade: websocket"], 426, "upgrade_not_supported", true),
        ("POST /v1/responses", "{}", ["Content-Encoding: zstd"], 415, "encoding_not_supported", true),
        ("POST /v1/responses", "{", [], 400, "invalid_json", true),
        ("POST /v1/responses", "--x", ["Content-Type: multipart/form-data; boundary=x"], 415, "media_type_not_supported", true),
    ];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_OfAnSdk_HasAProvidersShape(string start, string body, string[] headers, int status, string code, bool isNamed)
    {
        var answer = await WrittenRequest.SendAsync(_broker, start, body, [$"Authorization: Bearer {T}", .. headers]);

        AssertShape(answer, status, code);
        Assert.Equal("false", answer.Header("x-should-retry"));
        Assert.Equal(isNamed, answer.Body.Contains($"({start})", StringComparison.Ordinal));
        EventAssert.SingleRefusal(_broker, start.Split(' ')[1], status, code, kind: code == "not_found" ? "health" : "request");
        Assert.Equal(answer.Body.Length, _broker.Events()[0].GetProperty("bytes_out").GetInt32());
    }

    [Theory]
    [InlineData("Authorization: Bearer x")]
    [InlineData("Authorization: Basic eDp4")]
    [InlineData("Authorization:")]
    [InlineData("api-key: x")]
    [InlineData("x-api-key: x")]
    [InlineData("X-Goog-Api-Key: x")]
    [InlineData("x-api-key: t\u00f6k")]
    public async Task Refusal_OfACarrierOfSdks_HasAProvidersShapeRightOrWrongNeededOrNot(string carrier)
    {
        await using var open = await RunningBroker.StartAsync();
        AssertShape(await WrittenRequest.SendAsync(_broker, "POST /v1/responses", "{}", carrier), 401, "client_token_required");
        AssertShape(await WrittenRequest.SendAsync(open, "POST /v1/files", "{}", carrier), 403, "path_not_allowed");
    }

    [Theory]
    [InlineData($"X-Broker-Token: {T}")]
    [InlineData($"X-Broker-Token: {T}", $"x-api-key: {T}")]
    [InlineData("X-Broker-Token:", "x-goog-api-key: x")]
    [InlineData("X-Broker-Token: x", $"Authorization: Bearer {T}")]
    [InlineData($"Proxy-Authorization: Bearer {T}")]
    [InlineData("Accept: */*")]
    public async Task Refusal_OfAllOthers_HasTheShapeOfSection3(params string[] headers)
    {
        var answer = await WrittenRequest.SendAsync(_broker, "POST /v1/unknown", "{}", headers);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"", answer.Body, StringComparison.Ordinal);
        Assert.Equal((answer.Error, null), (answer.Header("X-Broker-Error"), answer.Header("x-should-retry")));
    }

    [Fact]
    public async Task Body_OverTheLimit_IsToldSoThatNoAgentCompactsItsConversation()
    {
        var answer = await WrittenRequest.SendAsync(_broker, "POST /v1/responses", TooLong, $"x-api-key: {T}");

        Assert.Equal((400, "body_limit"), (answer.Status, answer.Error));
        Assert.Equal(("request_too_large", "false"), (answer.Header("X-Broker-Error"), answer.Header("x-should-retry")));
        Assert.All(
            ["too large", "too long", "exceeds the limit", "context"],
            word => Assert.DoesNotContain(word, answer.Body, StringComparison.OrdinalIgnoreCase));
        Assert.All(
            ["5001", "5000", "max_request_bytes", "/v1/responses"], word => Assert.Contains(word, answer.Body, StringComparison.Ordinal));
        Assert.Equal(
            5001, EventAssert.SingleRefusal(_broker, "/v1/responses", 400, "request_too_large").GetProperty("bytes_in").GetInt64());
    }

    [Theory]
    [InlineData("Authorization: Bearer ", 424)]
    [InlineData("x-goog-api-key: ", 424)]
    [InlineData("X-Broker-Token: ", 500)]
    public async Task Secret_ThatCannotBeHad_IsNoFaultThatSdksRetry(string carrier, int status)
    {
        await using var broker = await RunningBroker.StartProxyAsync(
            "http://127.0.0.1:1", environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "" });
        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", carrier + T);

        Assert.Equal((status, "secret_unavailable"), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.Equal(status == 424 ? "false" : null, answer.Header("x-should-retry"));
        EventAssert.SingleRefusal(broker, "/v1/responses", status, "secret_unavailable");
    }

    [Fact]
    public async Task Upstream_ThatCannotBeReached_MayBeAskedAgain()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1");
        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"api-key: {T}");
        AssertShape(answer, 502, "upstream_unreachable");
        Assert.Null(answer.Header("x-should-retry"));
    }

    [Theory]
    [InlineData("Authorization: Bearer x")]
    [InlineData("api-key: x")]
    [InlineData("x-api-key: x")]
    [InlineData("x-goog-api-key: x")]
    [InlineData("X-Broker-Token: x")]
    [InlineData("Accept: */*")]
    public async Task C88_Refusal_OfWhoeverIsNotKnown_IsOneBodyThatNamesNoPath(string carrier)
    {
        var bodies = new Dictionary<string, string>();
        foreach (var (start, sent) in ((string, string)[])
        [
            ("POST /v1/responses", "{}"), ("POST /v1/unknown", "{}"), ("POST /v1/responses", TooLong),
            ("POST /v1/responses?a=b", "no json"), ("POST /v1/v1/responses", "{}"),
            ("GET /v1/responses", ""), ("GET /v1/unknown", ""), ("GET /v1/models/", ""), ("GET /models", ""), ("PUT /v1/responses", "{}"),
            ("PUT /v1/unknown", "{}"),
        ])
        {
            var answer = await WrittenRequest.SendAsync(_broker, start, sent, carrier);
            Assert.All(
                ["/v1", _broker.Options.UpstreamBaseUrl], word => Assert.DoesNotContain(word, answer.Body, StringComparison.Ordinal));
            var code = answer.Header("X-Broker-Error")!;
            Assert.Equal(bodies.GetValueOrDefault(code, answer.Body), answer.Body);
            bodies[code] = answer.Body;
        }

        Assert.Equal(["client_token_required", "method_not_allowed", "not_found"], bodies.Keys.Order(StringComparer.Ordinal));
    }

    private static void AssertShape(RawAnswer answer, int status, string code)
    {
        Assert.Equal((status, code), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.Equal(("application/json", "no-store"), (answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.StartsWith("{\n  \"error\": {\n    \"message\": \"Broker: ", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith(
            $"\",\n    \"type\": \"broker_error\",\n    \"param\": null,\n    \"code\": \"{code}\"\n  }}\n}}",
            answer.Body,
            StringComparison.Ordinal);
        Assert.Equal(["error"], EventAssert.Keys(answer.Json()));
        Assert.DoesNotContain('\r', answer.Body);
    }
}
