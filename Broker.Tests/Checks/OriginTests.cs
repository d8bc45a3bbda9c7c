using Broker.Tests.Infrastructure;

namespace Broker.Tests.Checks;

/// <summary>Row 2: a request comes from no page, or from the broker's own.</summary>
public class OriginTests(SharedDryRun shared) : IClassFixture<SharedDryRun>
{
    private readonly RunningBroker _broker = shared.Begin().Broker;

    [Theory]
    [InlineData(200, "Host: localhost:8791", "Origin: http://localhost:8791")]
    [InlineData(200, "Host: LocalHost:8791", "Origin: http://LocalHost:8791")]
    [InlineData(200, "Host: [::1]:8791", "Origin: http://[::1]:8791")]
    [InlineData(200, "Sec-Fetch-Site: none")]
    [InlineData(200, "Sec-Fetch-Site: same-origin")]
    [InlineData(403, "Host: localhost:8791", "Origin: http://localhost")]
    [InlineData(403, "Host: localhost:8791", "Origin: http://localhost:8792")]
    [InlineData(403, "Host: localhost:8791", "Origin: http://127.0.0.1:8791")]
    [InlineData(403, "Host: localhost:8791", "Origin: https://localhost:8791")]
    [InlineData(403, "Host: localhost:8791", "Origin: HTTP://localhost:8791")]
    [InlineData(403, "Host: localhost:8791", "Origin: http://localhost:8791/")]
    [InlineData(403, "Host: localhost:8791", "Origin: http://localhost:8791.evil.example")]
    [InlineData(403, "Host: localhost", "Origin: http://localhost", "Origin: http://localhost")]
    [InlineData(403, "Host: localhost", "Origin: http://localhost", "Sec-Fetch-Site: cross-site")]
    [InlineData(403, "Origin: ")]
    [InlineData(403, "Origin: null")]
    [InlineData(403, "Sec-Fetch-Site: Same-Origin")]
    [InlineData(403, "Sec-Fetch-Site: same-site")]
    [InlineData(403, "Sec-Fetch-Site: ")]
    [InlineData(403, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none")]
    [InlineData(403, "Origin: http://\u00e9vil.example")]
    [InlineData(403, "Sec-Fetch-Site: none\u00a0")]
    public async Task Origin_OfARequest_IsAbsentOrItsOwn(int status, params string[] headers)
    {
        var answer = await WrittenRequest.SendAsync(_broker, "POST /v1/responses", "{}", headers);
        Assert.Equal((status, status == 403 ? "origin_not_allowed" : null), (answer.Status, answer.Error));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}
