using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Threats;

/// <summary>C75: bodies that are each within the limit, and together are not.</summary>
public sealed class BodyMemoryTests
{
    private const int Body = 200_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Content-Length: 200000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n30d40\r\n")]
    public async Task C75_Bodies_ThatTogetherPassTheLimit_AreRefusedUntilThereIsRoom(string framing)
    {
        await using var broker = await RunningBroker.StartAsync(settings => settings with { MaxBufferedBytes = 300_000 });
        var memory = broker.Services.GetRequiredService<BodyMemory>().ShareOf(Caller.Anyone);
        using (var half = await SendHalfAsync(broker.Url))
        {
            await Patience.UntilAsync(() => !memory.HasRoom(Body), Patience.Token);

            var refused = await SendAsync(broker.Url, framing);

            Assert.StartsWith("HTTP/1.1 503", refused, StringComparison.Ordinal);
            Assert.Contains("Retry-After: 1\r\n", refused, StringComparison.Ordinal);
            Assert.Contains("\"error\": \"busy\"", refused, StringComparison.Ordinal);
            var shaped = await SendAsync(broker.Url, "api-key: any\r\n" + framing);
            Assert.Contains("X-Broker-Error: busy\r\n", shaped, StringComparison.Ordinal);
            Assert.DoesNotContain("x-should-retry", shaped, StringComparison.OrdinalIgnoreCase);
        }

        await Patience.UntilAsync(() => memory.HasRoom(300_000), Patience.Token);
        Assert.StartsWith("HTTP/1.1 200", await SendAsync(broker.Url, framing), StringComparison.Ordinal);
        await Patience.UntilAsync(() => memory.HasRoom(300_000), Patience.Token);
        Assert.Contains(broker.EventLines(), line => line.Contains("\"error\":\"busy\"", StringComparison.Ordinal));
    }

    private static async Task<HostSocket> SendHalfAsync(Uri url)
    {
        var host = await HostSocket.ConnectAsync(url, Cancel);
        await host.SendAsync($"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200000\r\n\r\n{new string(' ', 150_000)}", Cancel);
        return host;
    }

    /// <summary>Sends a body of 200,000 bytes and reads the beginning of the answer.</summary>
    private static async Task<string> SendAsync(Uri url, string framing)
    {
        using var host = await HostSocket.ConnectAsync(url, Cancel);
        var end = framing.Contains("Transfer", StringComparison.Ordinal) ? "\r\n0\r\n\r\n" : "";
        var sending = host.SendAsync($"POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1\r\n{framing}{new string(' ', Body - 2)}{{}}{end}", Cancel);
        var answer = await host.ReadAsync(300, Cancel);
        await sending;
        return answer;
    }
}
