using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Requests;

/// <summary>Two upstreams, three callers, one broker of a configuration file: what goes where, and who may.</summary>
public sealed class GeneralFormTests : IAsyncLifetime
{
    private const string OpenAIKey = "sk-openai-0123456789-abcdef";
    private const string AnthropicKey = "sk-ant-0123456789-abcdef-long";

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["OPENAI_API_KEY"] = OpenAIKey,
        ["ANTHROPIC_API_KEY"] = AnthropicKey,
        ["BOTH_TOKEN"] = "token-of-both",
        ["CLAUDE_TOKEN"] = "token-of-claude",
        ["OLD_TOKEN"] = "token-of-old",
    };

    private RecordingUpstream _openai = null!;
    private RecordingUpstream _anthropic = null!;
    private RunningBroker _broker = null!;

    public async ValueTask InitializeAsync()
    {
        // Each of them knows the other's key, and says it.
        _openai = await RecordingUpstream.StartAsync(context => context.Response.WriteAsync($$"""{"echo":"{{AnthropicKey}} {{OpenAIKey}}"}"""));
        _anthropic = await RecordingUpstream.StartAsync(context => context.Response.WriteAsync($$"""{"echo":"{{OpenAIKey}} {{AnthropicKey}}"}"""));
        _broker = await RunningBroker.StartFileAsync(Configuration("proxy"), Environment);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _openai.DisposeAsync();
        await _anthropic.DisposeAsync();
    }

    [Fact]
    public async Task C81_EachUpstream_GetsItsOwnKeyAndBothAreMasked()
    {
        var first = await SendAsync("POST", "/openai/v1/responses", "token-of-both", "{}");
        var second = await SendAsync("POST", "/anthropic/v1/messages?beta=true", "token-of-both", "{}");
        var third = await SendAsync("POST", "/openai/v1/responses", "token-of-both", "{}");

        var (openai, anthropic) = (_openai.Requests, _anthropic.Requests);
        Assert.All(openai, request => Assert.Equal([$"Bearer {OpenAIKey}"], request.Headers["Authorization"]));
        Assert.All(openai, request => Assert.DoesNotContain("x-api-key", request.Headers.Keys));
        Assert.Equal([AnthropicKey], Assert.Single(anthropic).Headers["x-api-key"]);
        Assert.DoesNotContain("Authorization", anthropic[0].Headers.Keys);
        Assert.Equal("/v1/messages?beta=true", anthropic[0].Target);
        Assert.DoesNotContain("sk-", third.Body + second.Body, StringComparison.Ordinal);
        Assert.Equal(first.Body.Length, third.Body.Length);
    }

    [Theory]
    [InlineData("POST", "/openai/v1/responses", "token-of-claude", 403, "upstream_not_allowed")]
    [InlineData("POST", "/openai/anything", "token-of-claude", 403, "upstream_not_allowed")]
    [InlineData("POST", "/openai/../anthropic/v1/messages", "token-of-claude", 403, "upstream_not_allowed")]
    [InlineData("POST", "/anthropic/../openai/v1/responses", "token-of-claude", 403, "path_not_allowed")]
    [InlineData("POST", "/anthropic%2f..%2fopenai/v1/responses", "token-of-claude", 403, "path_not_allowed")]
    [InlineData("POST", "/OPENAI/v1/responses", "token-of-both", 403, "path_not_allowed")]
    [InlineData("POST", "//openai/v1/responses", "token-of-both", 403, "path_not_allowed")]
    [InlineData("POST", "/v1/responses", "token-of-both", 403, "path_not_allowed")]
    [InlineData("GET", "/openai/v1/responses/..", "token-of-both", 403, "path_not_allowed")]
    [InlineData("GET", "/nowhere", "token-of-both", 403, "path_not_allowed")]
    [InlineData("POST", "/anthropic/v1/messages?beta=true&key=secret-value", "token-of-both", 403, "query_not_allowed")]
    [InlineData("POST", "/anthropic/v1/messages?beta=%74rue", "token-of-both", 403, "query_not_allowed")]
    [InlineData("POST", "/anthropic/v1/messages?beta=true&beta=true", "token-of-both", 403, "query_not_allowed")]
    [InlineData("POST", "/openai/v1/responses", "token-of-old", 401, "client_token_expired")]
    [InlineData("POST", "/openai/v1/responses", "token-of-nobody", 401, "client_token_required")]
    [InlineData("GET", "/openai/v1/models", "token-of-nobody", 401, "client_token_required")]
    [InlineData("PATCH", "/openai/v1/models", "token-of-both", 405, "method_not_allowed")]
    [InlineData("POST", "/openai/v1/audio/transcriptions", "token-of-both", 415, "media_type_not_supported")]
    public async Task C80_C82_Refusals_SayWhyAndReachNoUpstream(string method, string target, string token, int status, string error)
    {
        var answer = await SendAsync(method, target, token, method == "GET" ? null : "{}");

        Assert.Equal((status, error), (answer.Status, JsonDocument.Parse(answer.Body).RootElement.GetProperty("error").GetString()));
        Assert.Empty(_openai.Requests);
        Assert.Empty(_anthropic.Requests);
        var line = EventAssert.SingleRefusal(_broker, target.Split('?')[0], status, error);
        Assert.DoesNotContain("secret-value", line.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/openai/v1/responses/resp_0?stream=true", "/v1/responses/resp_0?stream=true")]
    [InlineData("/openai/v1/models", "/v1/models")]
    [InlineData("/anthropic/v1/models/claude-opus-4?beta=true", "/v1/models/claude-opus-4?beta=true")]
    public async Task Get_OfAnEntry_IsForwardedWithoutThePrefix(string target, string sent)
    {
        var answer = await SendAsync("GET", target, "token-of-both", null);

        var request = Assert.Single(_openai.Requests.Concat(_anthropic.Requests));
        Assert.Equal((200, "GET", sent), (answer.Status, request.Method, request.Target));
        var line = Assert.Single(_broker.Events());
        Assert.Equal(
            (target.Split('?')[0], "both", target.Split('/')[1], "request"),
            (Text(line, "path"), Text(line, "caller"), Text(line, "upstream"), Text(line, "kind")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/openai")]
    [InlineData("/anthropic")]
    [InlineData("/api/hello")]
    [InlineData("/anthropic/api/hello")]
    public async Task Head_OfABaseUrl_IsAnsweredWithoutTokenAndEvent(string target)
    {
        var answer = await SendAsync("HEAD", target, null, null);

        Assert.Equal((200, ""), (answer.Status, answer.Body));
        Assert.Empty(_broker.Events());
    }

    [Fact]
    public async Task Head_OfAnythingElse_IsRefusedBeforeTheToken()
    {
        var answer = await SendAsync("HEAD", "/openai/v1/responses", null, null);

        Assert.Equal(405, answer.Status);
    }

    [Fact]
    public async Task Headers_OfTheProvider_PassAndCredentialsDoNot()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/anthropic/v1/messages")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            Headers =
            {
                { "x-api-key", "token-of-claude" }, { "anthropic-version", "2023-06-01" }, { "anthropic-beta", "a,b" }, { "x-app", "cli" },
                { "originator", "codex" }, { "Cookie", "a=b" },
            },
        };

        using var answer = await _broker.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var sent = Assert.Single(_anthropic.Requests).Headers;
        Assert.Equal(("2023-06-01", "a,b", "cli"), (sent["anthropic-version"][0], sent["anthropic-beta"][0], sent["x-app"][0]));
        Assert.Equal([AnthropicKey], sent["x-api-key"]);
        Assert.DoesNotContain("originator", sent.Keys);
        Assert.DoesNotContain("Cookie", sent.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C87_Upload_IsStreamedUnchangedAndCounted(bool isAnnounced)
    {
        var upload = Upload(900, isAnnounced);

        var answer = await SendUploadAsync(upload);

        var request = Assert.Single(_openai.Requests);
        Assert.Equal((200, 900), (answer, request.Body.Length));
        Assert.Equal(["multipart/form-data; boundary=frontier"], request.Headers["Content-Type"]);
        Assert.Equal(900, Assert.Single(_broker.Events()).GetProperty("bytes_in").GetInt64());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C87_UploadOverTheLimit_Is413AndBrokenOff(bool isAnnounced)
    {
        var answer = await SendUploadAsync(Upload(5_000, isAnnounced));

        Assert.Equal(413, answer);
        Assert.Equal("request_too_large", Text(Assert.Single(_broker.Events()), "error"));
        Assert.DoesNotContain(_openai.Requests, request => request.Body.Length >= 5_000);
    }

    [Fact]
    public async Task DryRun_DescribesUpstreamHeaderQueryAndUpload()
    {
        await using var broker = await RunningBroker.StartFileAsync(Configuration("dry_run"), Environment);
        using var get = new HttpRequestMessage(HttpMethod.Get, "/anthropic/v1/models/a?beta=true") { Headers = { { "X-Broker-Token", "token-of-both" } } };
        using var upload = Upload(900, isAnnounced: true);

        using var described = await broker.Client.SendAsync(get, TestContext.Current.CancellationToken);
        using var uploaded = await broker.Client.SendAsync(upload, TestContext.Current.CancellationToken);

        var answer = JsonDocument.Parse(await described.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(["url", "path", "secret_source", "would_attach_bearer_token", "upstream", "credential_header"], EventAssert.Keys(answer.GetProperty("forward")));
        Assert.EndsWith("/v1/models/a?beta=true", Text(answer.GetProperty("forward"), "url"), StringComparison.Ordinal);
        Assert.Equal(("anthropic", "x-api-key", "{}"), (Text(answer.GetProperty("forward"), "upstream"), Text(answer.GetProperty("forward"), "credential_header"), answer.GetProperty("request").GetRawText()));
        var request = JsonDocument.Parse(await uploaded.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("request");
        Assert.Equal(("multipart/form-data", 900), (Text(request, "media_type"), request.GetProperty("bytes").GetInt32()));
        Assert.All(broker.Events(), line => Assert.Equal("both", Text(line, "caller")));
    }

    [Fact]
    public async Task Health_NamesTheUpstreamsAndNothingOfThem()
    {
        var answer = await SendAsync("GET", "/healthz", null, null);

        var health = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal(["ok", "listen", "mode", "upstreams", "client_auth", "settings"], EventAssert.Keys(health));
        Assert.Equal(["openai", "anthropic"], health.GetProperty("upstreams").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("current", Text(health, "settings"));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static HttpRequestMessage Upload(int length, bool isAnnounced)
    {
        var content = new StreamContent(new MemoryStream(new byte[length]));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=frontier");
        content.Headers.ContentLength = isAnnounced ? length : null;
        return new HttpRequestMessage(HttpMethod.Post, "/openai/v1/audio/transcriptions")
        {
            Content = content,
            Headers = { { "X-Broker-Token", "token-of-both" }, { "Transfer-Encoding", isAnnounced ? [] : ["chunked"] } },
        };
    }

    private async Task<int> SendUploadAsync(HttpRequestMessage upload)
    {
        using (upload)
        using (var answer = await _broker.Client.SendAsync(upload, TestContext.Current.CancellationToken))
        {
            return (int)answer.StatusCode;
        }
    }

    private async Task<(int Status, string Body)> SendAsync(string method, string target, string? token, string? body)
    {
        var head = $"{method} {target} HTTP/1.1\r\nHost: {_broker.Url.Authority}\r\nConnection: close\r\n"
            + (token is null ? "" : $"X-Broker-Token: {token}\r\n")
            + (body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        var answer = await _broker.SendRawAsync(head, TestContext.Current.CancellationToken);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var text = answer[(end + 4)..];
        return (int.Parse(answer.Split(' ')[1], null), answer[..end].Contains("chunked", StringComparison.Ordinal) ? Dechunk(text) : text);
    }

    private static string Dechunk(string text)
    {
        var body = new StringBuilder();
        while (text.Split("\r\n", 2) is [var size, var rest] && Convert.ToInt32(size, 16) is > 0 and var length)
        {
            body.Append(rest, 0, length);
            text = rest[(length + 2)..];
        }

        return body.ToString();
    }

    private string Configuration(string mode) => $$"""
        {
          "mode": "{{mode}}",
          "upstreams": {
            "openai": {
              "provider": "openai", "base_url": "{{_openai.Url}}", "secret_source": { "kind": "env", "name": "OPENAI_API_KEY" },
              "additional_paths": [{ "path": "/v1/audio/translations2", "body": "any", "max_request_bytes": 10 }],
              "max_request_bytes": 4096
            },
            "anthropic": {
              "provider": "anthropic", "base_url": "{{_anthropic.Url}}", "secret_source": { "kind": "env", "name": "ANTHROPIC_API_KEY" }
            }
          },
          "callers": {
            "both": { "token_env": "BOTH_TOKEN" },
            "claude": { "token_env": "CLAUDE_TOKEN", "upstreams": ["anthropic"] },
            "old": { "token_env": "OLD_TOKEN", "expires": "2020-01-01T00:00:00Z" }
          }
        }
        """;
}
