using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Requests;

/// <summary>A request that fails several checks gets the answer of the first.</summary>
public class OrderOfChecksTests
{
    private const string TooLarge = "not json and too large";
    private const string NotJson = "not json";
    private const string GoodHost = "Host: localhost";
    private const string GoodOrigin = "Origin: http://localhost";
    private const string BadHost = "Host: evil.example";
    private const string BadOrigin = "Origin: https://evil.example";
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";

    [Theory]
    [InlineData("host_not_allowed", "PUT /nope", TooLarge, BadHost, BadOrigin)]
    [InlineData("host_not_allowed", "GET /healthz", "", BadHost, BadOrigin)]
    [InlineData("origin_not_allowed", "PUT /nope", TooLarge, GoodHost, BadOrigin)]
    [InlineData("origin_not_allowed", "GET /healthz", "", GoodHost, BadOrigin)]
    [InlineData("not_found", "GET /nope", "", GoodHost, GoodOrigin)]
    [InlineData("not_found", "GET /v1/models?x=1", "", GoodHost, GoodOrigin)]
    [InlineData("method_not_allowed", "PUT /nope", TooLarge, GoodHost, GoodOrigin)]
    [InlineData("client_token_required", "POST /nope", TooLarge, GoodHost, GoodOrigin)]
    [InlineData("client_token_required", "GET /v1/models", TooLarge, GoodHost, GoodOrigin)]
    [InlineData("client_token_required", "GET /nope", "", GoodHost, GoodOrigin, "Upgrade: websocket")]
    [InlineData("path_not_allowed", "POST /nope", TooLarge, GoodHost, GoodOrigin, Token)]
    [InlineData("path_not_allowed", "GET /nope", "", GoodHost, GoodOrigin, Token, "Upgrade: websocket")]
    [InlineData("encoding_not_supported", "POST /v1/responses", TooLarge, GoodHost, GoodOrigin, Token, "Content-Encoding: gzip", "Content-Type: image/png")]
    [InlineData("request_too_large", "POST /v1/responses", TooLarge, GoodHost, GoodOrigin, Token, "Content-Type: image/png")]
    [InlineData("media_type_not_supported", "POST /v1/responses", NotJson, GoodHost, GoodOrigin, Token, "Content-Type: image/png")]
    [InlineData("request_too_large", "POST /v1/responses", TooLarge, GoodHost, GoodOrigin, Token)]
    [InlineData("invalid_json", "POST /v1/responses", NotJson, GoodHost, GoodOrigin, Token)]
    [InlineData("audit_unavailable", "POST /v1/responses", "{}", GoodHost, GoodOrigin, Token)]
    public async Task Request_FailingSeveralChecks_GetsTheAnswerOfTheFirst(string error, string start, string body, params string[] headers)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream.Url,
            options => options with
            {
                AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/models")],
                MaxRequestBytes = 10,
            },
            new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "" },
            services => services.AddSingleton<IAuditLog>(new UnwritableAuditLog()));

        var answer = await WrittenRequest.SendAsync(broker, start, body, headers);

        Assert.Equal(error, answer.Json().GetProperty("error").GetString());
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Request_WithoutASecretToHave_IsRefusedBeforeTheUpstream()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await RunningBroker.StartProxyAsync(
            upstream.Url, environment: new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "" });

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);

        Assert.Equal(500, answer.Status);
        Assert.StartsWith("{\n  \"ok\": false,\n  \"error\": \"secret_unavailable\",\n  \"detail\": \"", answer.Body, StringComparison.Ordinal);
        Assert.Contains("PROVIDER_API_KEY", answer.Json().GetProperty("detail").GetString(), StringComparison.Ordinal);
        EventAssert.SingleRefusal(broker, "/v1/responses", 500, "secret_unavailable");
        Assert.Empty(upstream.Requests);
    }

    /// <summary>Writes events nowhere, but says that it cannot be relied on.</summary>
    private sealed class UnwritableAuditLog : IAuditLog
    {
        public ValueTask<bool> IsWritableAsync() => ValueTask.FromResult(false);

        public bool ProbeByWriting() => false;

        public ValueTask<bool> AppendAsync(ReadOnlySpan<byte> line) => ValueTask.FromResult(true);

        public bool Append(ReadOnlySpan<byte> line) => true;
    }
}
