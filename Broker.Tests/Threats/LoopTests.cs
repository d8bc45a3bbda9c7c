using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C71: a broker that forwards to itself, and two that forward to each other.</summary>
public class LoopTests
{
    [Fact]
    public async Task C71_Broker_ThatIsItsOwnUpstream_RefusesTheRequestThatComesBack()
    {
        var port = FreePort.Next();
        await using var broker = await RunningBroker.StartProxyAsync($"http://127.0.0.1:{port}", options => options with { ListenPort = port, ClientTokenEnv = null });

        var answer = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}");

        Assert.Equal(508, answer.Status);
        Assert.Contains("loop_detected", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["508 loop_detected", "508 "], broker.Events().Select(Told));
    }

    [Fact]
    public async Task C71_Brokers_InACircle_RefuseTheRequestThatComesBack()
    {
        var (first, second) = (FreePort.Next(), FreePort.Next());
        await using var one = await RunningBroker.StartProxyAsync($"http://127.0.0.1:{second}", options => options with { ListenPort = first, ClientTokenEnv = null });
        await using var other = await RunningBroker.StartProxyAsync($"http://127.0.0.1:{first}", options => options with { ListenPort = second, ClientTokenEnv = null });

        var answer = await WrittenRequest.SendAsync(one, "POST /v1/responses", "{}");

        Assert.Equal(508, answer.Status);
        Assert.Equal(["508 loop_detected", "508 "], one.Events().Select(Told));
        Assert.Equal(["508 "], other.Events().Select(Told));
    }

    [Fact]
    public async Task C71_Via_OfThisProcess_GoesUpstreamAndIsRefusedWhenItComesBack()
    {
        await using var stage = await Stage.StartAsync();
        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);
        var via = Assert.Single(Assert.Single(stage.Upstream.Take()).Headers["Via"]);
        Assert.Matches("^1[.]1 broker-[0-9a-f]{16}$", via);

        // Whoever asks, and for whatever: the row comes before all that could tell something.
        foreach (var request in (RawRequest[])
        [
            new() { Headers = [$"Via: {via}"] },
            new() { Headers = [$"via: 1.0 fred, {via} , 1.1 p.example.net"] },
            new() { Headers = [$"Via: HTTP/1.0 {via[4..]} (seen, \u00e9)"] },
            new() { Headers = ["Via: 1.1 fred", $"Via: {via.ToUpperInvariant()}"] },
            new() { Headers = [$"Via: {via}"], Token = null, Target = "/v1/unknown" },
            new() { Headers = [$"Via: {via}"], Method = "GET", Target = "/healthz", Body = "", IsLengthAnnounced = false },
        ])
        {
            var answer = await stage.SendAsync(request);

            Assert.Equal((508, "loop_detected"), (answer.Status, answer.Error));
            Assert.Equal("508 loop_detected", Told(stage.Broker.Events()[^1]));
        }

        Assert.Empty(stage.Upstream.Requests);
        Assert.Equal(7, stage.Broker.EventLines().Count);
    }

    [Theory]
    [InlineData("Via: 1.1 broker-0123456789abcdef", "1.1 broker-0123456789abcdef, ")]
    [InlineData("Via: 1.1 fred, 1.1 broker-0123456789abcdef", "1.1 broker-0123456789abcdef, ")]
    [InlineData("Via: 1.1 proxy.intern.example (secret)", "")]
    [InlineData("Via: 1.1 broker-", "")]
    [InlineData("Via: 1.1 broker-0123456789abcdeg", "")]
    [InlineData("Via: 1.1 broker-\u00e90123456789abcde", "")]
    public async Task C71_Via_OfOthers_PassesOnlyWhereItIsABrokersMark(string header, string before)
    {
        await using var stage = await Stage.StartAsync();

        Assert.Equal(200, (await stage.SendAsync(new RawRequest { Headers = [header] })).Status);

        Assert.Matches($"^{before}1[.]1 broker-[0-9a-f]{{16}}$", string.Join(", ", Assert.Single(stage.Upstream.Requests).Headers["Via"]));
    }

    private static string Told(System.Text.Json.JsonElement line) =>
        $"{line.GetProperty("status").GetInt32()} {(line.TryGetProperty("error", out var error) ? error.GetString() : "")}";
}
