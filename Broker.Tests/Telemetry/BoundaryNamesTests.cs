using Broker.Service.Configuration;
using Broker.Service.Telemetry;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;

namespace Broker.Tests.Telemetry;

/// <summary>What readers of the telemetry are told about the broker is what the broker does.</summary>
public class BoundaryNamesTests
{
    [Theory]
    [InlineData("host", "PUT /nope", "Host: evil.example")]
    [InlineData("origin", "PUT /nope", "Origin: https://evil.example")]
    [InlineData("local_endpoints", "GET /nope", "Accept: */*")]
    [InlineData("method", "PUT /nope", "Accept: */*")]
    [InlineData("client_token", "POST /nope", "Accept: */*")]
    [InlineData("allowed_paths", "POST /nope", $"X-Broker-Token: {Canaries.WrittenToken}")]
    [InlineData("content_encoding", "POST /v1/responses", $"X-Broker-Token: {Canaries.WrittenToken}", "Content-Encoding: gzip")]
    [InlineData("max_request_bytes", "POST /v1/responses", $"X-Broker-Token: {Canaries.WrittenToken}")]
    [InlineData("json", "POST /v1/embeddings", $"X-Broker-Token: {Canaries.WrittenToken}")]
    public async Task Rules_AreThoseOfTheChecks_InTheirOrder(string rule, string start, params string[] headers)
    {
        using var collected = new CollectedSpans();
        await using var broker = await RunningBroker.StartProxyAsync(
            "http://127.0.0.1:9", options => options with { MaxRequestBytes = 10 }, customize: collected.AddTo);

        var body = start.StartsWith("GET", StringComparison.Ordinal) ? "" : start.EndsWith("/responses", StringComparison.Ordinal) ? "longer than allowed" : "no json";
        await WrittenRequest.SendAsync(broker, start, body, [.. headers, $"traceparent: {collected.TraceParent}"]);

        var check = Assert.Single(
            await collected.WaitAsync(2, TestContext.Current.CancellationToken), span => span.DisplayName == BoundaryNames.CheckSpan);
        Assert.Equal(rule, check.GetTagItem(BoundaryNames.Rule));
        Assert.Equal(
            BoundaryNames.Rules.TakeWhile(name => name != rule), Assert.IsType<string[]>(check.GetTagItem(BoundaryNames.RulesPassed)));
        Assert.Contains(rule, BoundaryNames.Rules);
    }

    [Fact]
    public void TokenHeaders_EachCarriesACallerToken()
    {
        Assert.Equal(["Authorization", "X-Broker-Token", "api-key", "x-api-key", "x-goog-api-key"], BoundaryNames.TokenHeaders);
        Assert.Equal(CallerTokenHeaders.All, BoundaryNames.TokenHeaders);
    }
}
