using Broker.Tests.Infrastructure;

namespace Broker.Tests.Authentication;

/// <summary>Row 2 on the wire.</summary>
public class OriginTests
{
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
    [InlineData(403, "Origin: ")]
    [InlineData(403, "Sec-Fetch-Site: Same-Origin")]
    [InlineData(403, "Sec-Fetch-Site: ")]
    [InlineData(403, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none")]
    [InlineData(403, "Host: localhost", "Origin: http://localhost", "Sec-Fetch-Site: cross-site")]
    public async Task Origin_OfARequest_IsAbsentOrItsOwn(int status, params string[] headers)
    {
        await using var broker = await RunningBroker.StartAsync();

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", headers);

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(status == 403 ? "origin_not_allowed" : null, broker.Events().Single().TryGetProperty("error", out var error) ? error.GetString() : null);
    }
}
