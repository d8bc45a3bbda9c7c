using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Checks;

/// <summary>A request that fails several checks gets the answer of the first.</summary>
public class OrderOfChecksTests(OrderOfChecksTests.Failing shared) : IClassFixture<OrderOfChecksTests.Failing>
{
    private const string TooLarge = "not json and too large";
    private const string NotJson = "not json";
    private const string BadHost = "Host: evil.example";
    private const string BadOrigin = "Origin: https://evil.example";
    private const string Token = $"X-Broker-Token: {Canaries.WrittenToken}";
    private readonly (RunningBroker Broker, RecordingUpstream Upstream) _shared = shared.Begin();

    [Theory]
    [InlineData("host_not_allowed", "PUT /nope", TooLarge, BadHost, BadOrigin)]
    [InlineData("host_not_allowed", "GET /healthz", "", BadHost, BadOrigin)]
    [InlineData("origin_not_allowed", "PUT /nope", TooLarge, BadOrigin)]
    [InlineData("origin_not_allowed", "GET /healthz", "", BadOrigin)]
    [InlineData("not_found", "GET /nope", "")]
    [InlineData("not_found", "GET /v1/models?x=1", "")]
    [InlineData("method_not_allowed", "PUT /nope", TooLarge)]
    [InlineData("client_token_required", "POST /nope", TooLarge)]
    [InlineData("client_token_required", "GET /v1/models", TooLarge)]
    [InlineData("client_token_required", "GET /nope", "", "Upgrade: websocket")]
    [InlineData("path_not_allowed", "POST /nope", TooLarge, Token)]
    [InlineData("path_not_allowed", "GET /nope", "", Token, "Upgrade: websocket")]
    [InlineData("encoding_not_supported", "POST /v1/responses", TooLarge, Token, "Content-Encoding: gzip", "Content-Type: image/png")]
    [InlineData("request_too_large", "POST /v1/responses", TooLarge, Token, "Content-Type: image/png")]
    [InlineData("media_type_not_supported", "POST /v1/responses", NotJson, Token, "Content-Type: image/png")]
    [InlineData("request_too_large", "POST /v1/responses", TooLarge, Token)]
    [InlineData("invalid_json", "POST /v1/responses", NotJson, Token)]
    [InlineData("audit_unavailable", "POST /v1/responses", "{}", Token)]
    public async Task Request_FailingSeveralChecks_GetsTheAnswerOfTheFirst(string error, string start, string body, params string[] headers)
    {
        Assert.Equal(error, (await WrittenRequest.SendAsync(_shared.Broker, start, body, headers)).Error);
        Assert.Empty(_shared.Upstream.Requests);
    }

    /// <summary>A proxy that has neither room for its events nor a key.</summary>
    public sealed class Failing : SharedBroker
    {
        internal override Task<RunningBroker> StartAsync(string upstream) => RunningBroker.StartProxyAsync(
            upstream,
            options => options with
            {
                AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/models")],
                MaxRequestBytes = 10,
            },
            new Dictionary<string, string> { ["PROVIDER_API_KEY"] = "" },
            services => services.AddSingleton<IAuditLog>(new UnwritableAuditLog()));
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
