using System.Text.Encodings.Web;
using System.Text.Json;
using Broker.Tests.Dialects;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Errors;

/// <summary>Section 10 in the general form: a refusal has the shape of the upstream's errors; before there is one, of the carrier's.</summary>
public class DialectRefusalTests
{
    private const string T = Canaries.WrittenToken;

    private static readonly JsonSerializerOptions OnOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Carriers = ["Authorization: Bearer ", "api-key: ", "x-api-key: ", "x-goog-api-key: "];
    private static readonly string[] Paths = [GeneralBroker.Chat, GeneralBroker.Messages, GeneralBroker.GenerateContent];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task BeforeTheCallerIsKnown_TheCarrierDecides(int carrier, int shape)
    {
        await using var broker = await StartAsync();
        foreach (var path in Paths)
        {
            var unknown = await SendAsync(broker, path, "{}", $"{Carriers[carrier]}wrong");
            var misled = await SendAsync(broker, path, "{}", Carriers[carrier] + T, "Host: evil.example");

            AssertShape(unknown, shape, 401, "client_token_required", "authentication_error", "UNAUTHENTICATED");
            AssertShape(misled, shape, 403, "host_not_allowed", "permission_error", "PERMISSION_DENIED");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AfterIt_TheUpstreamDecidesWhateverTheCarrier(int upstream)
    {
        await using var broker = await StartAsync();
        foreach (var carrier in Carriers)
        {
            var answer = await SendAsync(broker, Paths[upstream], "{", carrier + T);

            AssertShape(answer, upstream, 400, "invalid_json", "invalid_request_error", "INVALID_ARGUMENT");
            Assert.Contains($"(POST {Paths[upstream]})", answer.Body, StringComparison.Ordinal);
            Assert.Equal("false", answer.Header("x-should-retry"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PathUnderAPrefix_HasTheUpstreamsShape(int upstream)
    {
        await using var broker = await StartAsync();

        var answer = await SendAsync(broker, $"{Paths[upstream]}/x", "{}", $"api-key: {T}");

        AssertShape(answer, upstream, 403, "path_not_allowed", "permission_error", "PERMISSION_DENIED");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task NoUpstream_TheCarrierDecides(int carrier, int shape)
    {
        await using var broker = await StartAsync();

        var answer = await SendAsync(broker, "/v1/files", "{}", Carriers[carrier] + T);

        AssertShape(answer, shape, 403, "path_not_allowed", "permission_error", "PERMISSION_DENIED");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Body_OverTheLimit_Is400InEveryShape(int upstream)
    {
        await using var broker = await StartAsync();

        var answer = await SendAsync(broker, Paths[upstream], new string('x', 5001), $"x-api-key: {T}");

        AssertShape(answer, upstream, 400, "request_too_large", "invalid_request_error", "INVALID_ARGUMENT", code: "body_limit");
        Assert.All(
            ["too large", "too long", "exceeds the limit", "context"],
            word => Assert.DoesNotContain(word, answer.Body, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Secret_ThatCannotBeHad_Is424InEveryShape(int upstream)
    {
        await using var broker = await GeneralBroker.StartAsync(
            "http://127.0.0.1:1", environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "" });

        var answer = await SendAsync(broker, Paths[upstream], "{}", $"Authorization: Bearer {T}");

        AssertShape(answer, upstream, 424, "secret_unavailable", "invalid_request_error", "FAILED_PRECONDITION");
        Assert.Equal("false", answer.Header("x-should-retry"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Upstream_ThatCannotBeReached_Is502InEveryShape(int upstream)
    {
        await using var broker = await GeneralBroker.StartAsync("http://127.0.0.1:1");

        var answer = await SendAsync(broker, Paths[upstream], "{}", $"Authorization: Bearer {T}");

        AssertShape(answer, upstream, 502, "upstream_unreachable", "api_error", "UNAVAILABLE");
        Assert.Null(answer.Header("x-should-retry"));
    }

    [Fact]
    public async Task BrokersOwnHeader_KeepsTheBrokersOwnShape()
    {
        await using var broker = await StartAsync();

        var answer = await SendAsync(broker, GeneralBroker.Messages, "{", $"X-Broker-Token: {T}", $"x-api-key: {T}");

        Assert.Equal("invalid_json", answer.Json().GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("x-api-key: ")]
    [InlineData("x-goog-api-key: ")]
    public async Task LabsForm_SpeaksOpenAIWhateverTheCarrier(string carrier)
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { ClientTokenEnv = "BROKER_CLIENT_TOKEN" });

        AssertShape(await SendAsync(broker, "/v1/responses", "{}", $"{carrier}wrong"), 0, 401, "client_token_required", "", "");
        AssertShape(await SendAsync(broker, "/v1/files", "{}", carrier + T), 0, 403, "path_not_allowed", "", "");
    }

    [Theory]
    [InlineData("Authorization: Bearer x")]
    [InlineData("api-key: x")]
    [InlineData("x-api-key: x")]
    [InlineData("x-goog-api-key: x")]
    [InlineData("X-Broker-Token: x")]
    [InlineData("Accept: */*")]
    [InlineData("x-api-key: x", "x-goog-api-key: x", "Authorization: Bearer x")]
    public async Task C88_Refusal_OfWhoeverIsNotKnown_IsOneBodyForAllUpstreams(params string[] headers)
    {
        await using var broker = await StartAsync();
        string[] others = ["/v1/unknown", "/anthropic/v1/unknown", $"{GeneralBroker.Messages}/", $"{GeneralBroker.Messages}?beta=true", "/"];
        var bodies = new HashSet<string>();
        foreach (var path in (string[])[.. Paths, .. others])
        {
            foreach (var body in (string[])["{}", "no json", new string('x', 6000)])
            {
                var answer = await SendAsync(broker, path, body, headers);

                Assert.Equal("client_token_required", answer.Header("X-Broker-Error"));
                bodies.Add($"{answer.Status} {answer.Body}");
            }
        }

        Assert.DoesNotContain("/v1", Assert.Single(bodies), StringComparison.Ordinal);
    }

    private static Task<RunningBroker> StartAsync() => GeneralBroker.StartAsync(change: options => options with { MaxRequestBytes = 5000 });

    private static Task<RawAnswer> SendAsync(RunningBroker broker, string path, string body, params string[] headers) =>
        WrittenRequest.SendAsync(broker, $"POST {path}", body, headers);

    /// <param name="shape">0 OpenAI's, 1 Anthropic's, 2 Gemini's.</param>
    /// <param name="code">Code in the body, if it is not that of the header.</param>
    private static void AssertShape(
        RawAnswer answer, int shape, int status, string headerCode, string anthropicType, string geminiStatus, string? code = null)
    {
        Assert.Equal((status, headerCode), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.Equal("application/json", answer.Header("Content-Type"));
        var message = answer.Json().GetProperty("error").GetProperty("message");
        Assert.StartsWith("Broker: ", message.GetString(), StringComparison.Ordinal);
        var text = message.GetRawText();
        code ??= headerCode;
        Assert.Equal(
            shape switch
            {
                0 => $$$"""{"error":{"message":{{{text}}},"type":"broker_error","param":null,"code":"{{{code}}}"}}""",
                1 => $$$"""{"type":"error","error":{"type":"{{{anthropicType}}}","message":{{{text}}}},"request_id":null}""",
                _ => $$$"""{"error":{"code":{{{status}}},"message":{{{text}}},"status":"{{{geminiStatus}}}","details":"""
                    + $$$"""[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"{{{code}}}","domain":"broker"}]}}""",
            },
            JsonSerializer.Serialize(answer.Json(), OnOneLine));
    }
}
