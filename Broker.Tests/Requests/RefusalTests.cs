using Broker.Tests.Infrastructure;

namespace Broker.Tests.Requests;

/// <summary>Rows 1 to 8: what a refusal looks like on the wire and in the event log, and that nothing goes upstream.</summary>
public class RefusalTests
{
    private static readonly string WithToken = $"X-Broker-Token: {RunningBroker.Token}";
    private const string Evil = "https://evil.example";

    public static TheoryData<string, string, string[], int, string> Refusals => new()
    {
        { "POST /v1/responses", "{}", [WithToken, "Host: evil.example"], 403, "host_not_allowed" },
        { "POST /v1/responses", "{}", [WithToken, "Host: 127.0.0.1.evil.example:8791"], 403, "host_not_allowed" },
        { "POST /v1/responses", "{}", [WithToken, $"Origin: {Evil}"], 403, "origin_not_allowed" },
        { "POST /v1/responses", "{}", [WithToken, "Origin: null"], 403, "origin_not_allowed" },
        { "POST /v1/responses", "{}", [WithToken, "Sec-Fetch-Site: cross-site"], 403, "origin_not_allowed" },
        { "POST /v1/responses", "{}", [WithToken, "Sec-Fetch-Site: same-site"], 403, "origin_not_allowed" },
        { "GET /v1/responses", "", [WithToken], 404, "not_found" },
        { "GET /", "", [], 404, "not_found" },
        { "PUT /v1/responses", "{}", [WithToken], 405, "method_not_allowed" },
        { "post /v1/responses", "{}", [WithToken], 405, "method_not_allowed" },
        { "get /v1/models", "", [WithToken], 405, "method_not_allowed" },
        { "HEAD /v1/models", "", [WithToken], 405, "method_not_allowed" },
        { "OPTIONS /v1/responses", "", [WithToken], 405, "method_not_allowed" },
        { "POST /v1/responses", "{}", [], 401, "client_token_required" },
        { "POST /v1/responses", "{}", ["X-Broker-Token: wrong"], 401, "client_token_required" },
        { "POST /v1/files", "{}", [WithToken], 403, "path_not_allowed" },
        { "POST /v1/responses/", "{}", [WithToken], 403, "path_not_allowed" },
        { "POST /V1/responses", "{}", [WithToken], 403, "path_not_allowed" },
        { "POST /v1/models", "{}", [WithToken], 403, "path_not_allowed" },
        { "DELETE /v1/responses", "", [WithToken], 403, "path_not_allowed" },
        { "POST /v1/responses", "\"0123456789\"", [WithToken], 413, "request_too_large" },
        { "POST /v1/responses", "{", [WithToken], 400, "invalid_json" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_OfEachRow_IsShownAsAgreedLoggedOnceAndSentNowhere(string start, string body, string[] headers, int status, string error)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(upstream.Url, options => options with
        {
            AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/models"), RunningBroker.Entry("DELETE", "/v1/files")],
            MaxRequestBytes = 10,
        });

        var answer = await WrittenRequest.SendAsync(broker, start, body, headers);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Null(answer.Header("Server"));
        var path = start.Split(' ')[1];
        if (!start.StartsWith("HEAD", StringComparison.Ordinal))
        {
            AssertBody(answer.Body, error, error == "path_not_allowed" ? path : null);
        }

        EventAssert.SingleRefusal(broker, path, status, error, kind: error == "not_found" ? "health" : "request");
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task MethodNotAllowed_Always_NamesEveryMethodThatMayBeUsedOnce()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with
        {
            AllowedPaths =
            [
                RunningBroker.Entry("GET", "/v1/models"), RunningBroker.Post("/v1/responses"), RunningBroker.Entry("DELETE", "/v1/a"), RunningBroker.Entry("DELETE", "/v1/b"),
            ],
        });

        var answer = await WrittenRequest.SendAsync(broker, "PUT /v1/responses", "{}");

        Assert.Equal("POST, GET, DELETE", answer.Header("Allow"));
    }

    [Fact]
    public async Task MethodNotAllowed_WithoutPostEntry_StillNamesPost()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { AllowedPaths = [RunningBroker.Entry("GET", "/v1/models")] });

        Assert.Equal("POST, GET", (await WrittenRequest.SendAsync(broker, "PUT /v1/models", "{}")).Header("Allow"));
        Assert.Equal(403, (await WrittenRequest.SendAsync(broker, "POST /v1/models", "{}")).Status);
    }

    [Fact]
    public async Task Refusal_OfAPathWithQuery_NamesThePathAloneInAnswerAndEvent()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses?key=sk-in-the-wrong-place", "{}");

        Assert.Equal(403, answer.Status);
        AssertBody(answer.Body, "path_not_allowed", "/v1/responses");
        EventAssert.SingleRefusal(broker, "/v1/responses", 403, "path_not_allowed");
        Assert.DoesNotContain("wrong-place", answer.Body + broker.EventLines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfAPathWithJsonsOwnCharacters_EscapesNothingElse()
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /a'b<c>&+\"\\`~", "{}");

        Assert.Contains("""  "path": "/a'b<c>&+\"\\`~",""", answer.Body, StringComparison.Ordinal);
    }

    private static void AssertBody(string body, string error, string? path)
    {
        var expected = $"{{\n  \"ok\": false,\n  \"error\": \"{error}\"{(path is null ? "" : $",\n  \"path\": \"{path}\"")}";
        Assert.StartsWith(expected, body, StringComparison.Ordinal);
        Assert.EndsWith("\n}", body, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', body);
        Assert.All(body.Split('\n')[1..^1], line => Assert.Matches("^  \"", line));
        Assert.Equal(path is null ? ["ok", "error"] : ["ok", "error", "path"], EventAssert.Keys(RawAnswer.Parse($"HTTP/1.1 200 OK\r\n\r\n{body}").Json()).Take(path is null ? 2 : 3));
    }
}
