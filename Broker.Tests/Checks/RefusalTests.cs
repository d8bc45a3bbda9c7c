using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Checks;

/// <summary>Section 3, rows 1 to 8: what each refusal looks like on the wire and in the event log, and that nothing goes upstream.</summary>
public class RefusalTests(SharedStrictProxy shared) : IClassFixture<SharedStrictProxy>
{
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";
    private static readonly string TooLong = $"\"{new string('x', 5000)}\"";
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    public static TheoryData<string, string, string[], int, string> Refusals =>
    [
        ("POST /v1/responses", "{}", [Token, "Host: evil.example"], 403, "host_not_allowed"),
        ("POST /v1/responses", "{}", [Token, "Origin: https://evil.example"], 403, "origin_not_allowed"),
        ("POST /v1/responses", "{}", [Token, "Sec-Fetch-Site: cross-site"], 403, "origin_not_allowed"),
        ("GET /v1/responses", "", [Token], 404, "not_found"),
        ("GET /", "", [], 404, "not_found"),
        ("PUT /v1/responses", "{}", [Token], 405, "method_not_allowed"),
        ("post /v1/responses", "{}", [Token], 405, "method_not_allowed"),
        ("get /v1/models", "", [Token], 405, "method_not_allowed"),
        ("HEAD /v1/models", "", [Token], 405, "method_not_allowed"),
        ("OPTIONS /v1/responses", "", [Token], 405, "method_not_allowed"),
        ("GET /v1/responses", "", ["Upgrade: websocket", Token], 426, "upgrade_not_supported"),
        ("POST /v1/responses", "{}", [], 401, "client_token_required"),
        ("POST /v1/files", "{}", [Token], 403, "path_not_allowed"),
        ("DELETE /v1/responses", "", [Token], 403, "path_not_allowed"),
        ("POST /v1/responses", "{}", [Token, "Content-Encoding: gzip"], 415, "encoding_not_supported"),
        ("POST /v1/responses", TooLong, [Token], 413, "request_too_large"),
        ("POST /v1/responses", "{", [Token], 400, "invalid_json"),
        ("POST /v1/responses", "{", [Token, "Content-Type: image/png"], 415, "media_type_not_supported"),
    ];

    /// <summary>Targets that are not byte for byte one of an entry; kept small, since row 6 decodes and normalises nothing.</summary>
    public static TheoryData<string> Targets =>
    [
        "/v1/models", "/v1/responses/", "/v1/Responses", "//v1/responses", "/v1/./responses", "/v1/x/../responses", "/v1/r%65sponses",
        "/v1/responses?", "/v1/responses?x=1",
        "http://127.0.0.1/v1/responses",
    ];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_OfEachRow_IsShownAsAgreedLoggedOnceAndSentNowhere(string start, string body, string[] headers, int status, string error)
    {
        var answer = await WrittenRequest.SendAsync(_shared.Broker, start, body, headers);

        Assert.Equal((status, error), (answer.Status, answer.Header("X-Broker-Error")));
        Assert.Equal(
            ("application/json", "no-store", null),
            (answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("Server")));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        var path = start.Split(' ')[1];
        if (!start.StartsWith("HEAD", StringComparison.Ordinal))
        {
            AssertBody(answer.Body, error, error == "path_not_allowed" ? path : null);
        }

        EventAssert.SingleRefusal(_shared.Broker, path, status, error, kind: error == "not_found" ? "health" : "request");
        Assert.Empty(_shared.Upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Path_ThatIsNotByteForByteAnEntrys_IsNotAllowed(string target)
    {
        Assert.Equal(
            "path_not_allowed", (await WrittenRequest.SendAsync(_shared.Broker, $"POST {target}", "{}", Token, "Host: 127.0.0.1")).Error);
        Assert.Empty(_shared.Upstream.Requests);
    }

    [Fact]
    public async Task MethodNotAllowed_Always_NamesEveryMethodThatMayBeUsedOnce()
    {
        Assert.Equal("POST, GET, DELETE", (await WrittenRequest.SendAsync(_shared.Broker, "PUT /v1/responses", "{}")).Header("Allow"));

        await using var without = await RunningBroker.StartAsync(options => options with { AllowedPaths = [RunningBroker.Entry("GET", "/v1/models")] });
        Assert.Equal("POST, GET", (await WrittenRequest.SendAsync(without, "PUT /v1/models", "{}")).Header("Allow"));
    }

    [Fact]
    public async Task Refusal_OfAPathWithQuery_NamesThePathAloneInAnswerAndEvent()
    {
        var answer = await WrittenRequest.SendAsync(_shared.Broker, "POST /v1/responses?key=sk-in-the-wrong-place", "{}", Token);
        AssertBody(answer.Body, "path_not_allowed", "/v1/responses");
        EventAssert.SingleRefusal(_shared.Broker, "/v1/responses", 403, "path_not_allowed");
        Assert.DoesNotContain("wrong-place", answer.Body + _shared.Broker.EventLines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfAPathWithJsonsOwnCharacters_EscapesNothingElse() => Assert.Contains(
        """  "path": "/a'b<c>&+\"\\`~",""",
        (await WrittenRequest.SendAsync(_shared.Broker, "POST /a'b<c>&+\"\\`~", "{}", Token)).Body,
        StringComparison.Ordinal);

    private static void AssertBody(string body, string error, string? path)
    {
        var expected = $"{{\n  \"ok\": false,\n  \"error\": \"{error}\"{(path is null ? "" : $",\n  \"path\": \"{path}\"")}";
        Assert.StartsWith(expected, body, StringComparison.Ordinal);
        Assert.EndsWith("\n}", body, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', body);
        Assert.All(body.Split('\n')[1..^1], line => Assert.Matches("^  \"", line));
    }
}
