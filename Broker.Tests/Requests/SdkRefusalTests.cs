using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Requests;

/// <summary>Section 10: whoever carries a token as an SDK does gets refusals that SDKs can show; all others get those of section 3.</summary>
public class SdkRefusalTests
{
    private const string T = Canaries.WrittenToken;

    public static TheoryData<string, string, string[], int, string, bool> Refusals => new()
    {
        { "POST /v1/responses", "{}", ["Host: evil.example"], 403, "host_not_allowed", false },
        { "POST /v1/responses", "{}", ["Origin: https://evil.example"], 403, "origin_not_allowed", false },
        { "GET /", "", [], 404, "not_found", true },
        { "PUT /v1/responses", "{}", [], 405, "method_not_allowed", false },
        { "POST /v1/files", "{}", [], 403, "path_not_allowed", true },
        { "GET /v1/responses", "", ["Upgrade: websocket"], 426, "upgrade_not_supported", true },
        { "POST /v1/responses", "{}", ["Content-Encoding: zstd"], 415, "encoding_not_supported", true },
        { "POST /v1/responses", "{", [], 400, "invalid_json", true },
        { "POST /v1/responses", "--x", ["Content-Type: multipart/form-data; boundary=x"], 415, "media_type_not_supported", true },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_OfAnSdk_HasAProvidersShape(string start, string body, string[] headers, int status, string code, bool isNamed)
    {
        await using var broker = await StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, start, body, [$"Authorization: Bearer {T}", .. headers]);

        AssertShape(answer, status, code);
        Assert.Equal("false", answer.Header("x-should-retry"));
        Assert.Equal(isNamed, answer.Body.Contains($"({start})", StringComparison.Ordinal));
        EventAssert.SingleRefusal(broker, start.Split(' ')[1], status, code, kind: code == "not_found" ? "health" : "request");
        Assert.Equal(answer.Body.Length, broker.Events()[0].GetProperty("bytes_out").GetInt32());
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
        await using var broker = await StartAsync();
        await using var open = await RunningBroker.StartAsync();

        AssertShape(await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", carrier), 401, "client_token_required");
        AssertShape(await WrittenRequest.SendAsync(open, "POST /v1/files", "{}", carrier), 403, "path_not_allowed");
    }

    [Theory]
    [InlineData]
    [InlineData($"X-Broker-Token: {T}")]
    [InlineData("X-Broker-Token: x", $"Authorization: Bearer {T}")]
    [InlineData($"X-Broker-Token: {T}", $"x-api-key: {T}")]
    [InlineData("X-Broker-Token:", "x-goog-api-key: x")]
    [InlineData($"Proxy-Authorization: Bearer {T}")]
    public async Task Refusal_OfAllOthers_StaysAsItWas(params string[] headers)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/files", "{}", headers);

        Assert.Equal(
            """
            {
              "ok": false,
              "error": "path_not_allowed",
              "path": "/v1/files",
              "detail": "allowed_paths in the broker's configuration lists what may be asked for; paths are compared byte for byte"
            }
            """.ReplaceLineEndings("\n"),
            answer.Body);
        Assert.Null(answer.Header("x-should-retry"));
        Assert.Equal("path_not_allowed", answer.Header("X-Broker-Error"));
    }

    [Fact]
    public async Task Body_OverTheLimit_IsToldSoThatNoAgentCompactsItsConversation()
    {
        await using var broker = await StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", new string('x', 5001), $"x-api-key: {T}");

        Assert.Equal(400, answer.Status);
        var error = answer.Json().GetProperty("error");
        Assert.Equal("body_limit", error.GetProperty("code").GetString());
        Assert.Equal("request_too_large", answer.Header("X-Broker-Error"));
        Assert.Equal("false", answer.Header("x-should-retry"));
        var message = error.GetProperty("message").GetString()!;
        Assert.All(["too large", "too long", "exceeds the limit", "context"], word => Assert.DoesNotContain(word, message, StringComparison.OrdinalIgnoreCase));
        Assert.All(["5001", "5000", "max_request_bytes", "/v1/responses"], word => Assert.Contains(word, message, StringComparison.Ordinal));
        var line = EventAssert.SingleRefusal(broker, "/v1/responses", 400, "request_too_large");
        Assert.Equal(5001, line.GetProperty("bytes_in").GetInt64());
    }

    [Theory]
    [InlineData("Authorization: Bearer ", 424)]
    [InlineData("x-goog-api-key: ", 424)]
    [InlineData("X-Broker-Token: ", 500)]
    public async Task Secret_ThatCannotBeHad_IsNoFaultThatSdksRetry(string carrier, int status)
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1", environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "" });

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", carrier + T);

        Assert.Equal((status, "secret_unavailable"), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.Contains("PROVIDER_API_KEY", answer.Body, StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, "/v1/responses", status, "secret_unavailable");
        Assert.Equal(status == 424 ? "false" : null, answer.Header("x-should-retry"));
    }

    [Fact]
    public async Task Upstream_ThatCannotBeReached_MayBeAskedAgain()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:1");

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"api-key: {T}");

        AssertShape(answer, 502, "upstream_unreachable");
        Assert.Null(answer.Header("x-should-retry"));
    }

    [Fact]
    public async Task Carrier_OfGemini_IsOneOfTheTokensCarriersAndNeverGoesUpstream()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url);

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"x-goog-api-key: {T}")).Status);
        Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"x-goog-api-key: {T}", "x-api-key: other")).Status);
        Assert.Equal(401, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"x-goog-api-key: {T}", $"x-goog-api-key: {T}")).Status);

        Assert.DoesNotContain("x-goog-api-key", Assert.Single(upstream.Requests).Headers.Keys);
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
        await using var broker = await StartAsync();
        var bodies = new Dictionary<string, string>();
        foreach (var (start, sent) in ((string, string)[])
        [
            ("POST /v1/responses", "{}"), ("POST /v1/unknown", "{}"), ("POST /v1/responses", new string('x', 6000)), ("POST /v1/responses?a=b", "no json"), ("POST /v1/v1/responses", "{}"),
            ("GET /v1/responses", ""), ("GET /v1/unknown", ""), ("GET /v1/models/", ""), ("GET /models", ""), ("PUT /v1/responses", "{}"), ("PUT /v1/unknown", "{}"),
        ])
        {
            var answer = await WrittenRequest.SendAsync(broker, start, sent, carrier);

            Assert.DoesNotContain("/v1", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(broker.Options.UpstreamBaseUrl, answer.Body, StringComparison.Ordinal);
            var code = answer.Header("X-Broker-Error")!;
            Assert.Equal(bodies.GetValueOrDefault(code, answer.Body), answer.Body);
            bodies[code] = answer.Body;
        }

        Assert.Equal(["client_token_required", "method_not_allowed", "not_found"], bodies.Keys.Order(StringComparer.Ordinal));
    }

    private static Task<RunningBroker> StartAsync() => RunningBroker.StartAsync(options => options with
    {
        ClientTokenEnv = "BROKER_CLIENT_TOKEN",
        MaxRequestBytes = 5000,
        AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/models")],
    });

    private static void AssertShape(RawAnswer answer, int status, string code)
    {
        Assert.Equal((status, code), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.Equal(("application/json", "no-store"), (answer.Header("Content-Type"), answer.Header("Cache-Control")));
        Assert.StartsWith("{\n  \"error\": {\n    \"message\": \"Broker: ", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith($"\",\n    \"type\": \"broker_error\",\n    \"param\": null,\n    \"code\": \"{code}\"\n  }}\n}}", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["error"], EventAssert.Keys(answer.Json()));
        Assert.DoesNotContain('\r', answer.Body);
    }
}
