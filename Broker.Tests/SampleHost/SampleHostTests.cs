using System.Net;
using Broker.Tests.Infrastructure;
using MockProvider;

namespace Broker.Tests.SampleHosts;

/// <summary>The sample host by itself, in front of a real broker and the mock provider.</summary>
public sealed class SampleHostTests : IDisposable
{
    private readonly MockProviderServer _mock = MockProviderServer.Start(new MockProviderOptions { ApiKey = RunningBroker.ProviderKey, ChunkDelay = TimeSpan.Zero });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _mock.Dispose();

    [Theory]
    [InlineData("chat", "You said: is anybody there", "tokens)")]
    [InlineData("stream", "You said: is anybody there", "")]
    [InlineData("embeddings", "1536 numbers: ", "…")]
    public async Task Program_Operation_PrintsTheAnswer(string operation, string expected, string alsoExpected)
    {
        await using var broker = await RunningBroker.StartProxyAsync(_mock.Url);
        await using var host = Start(broker, RunningBroker.Token, operation, "is", "anybody", "there");

        var (code, output, errors) = await host.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains(alsoExpected, output, StringComparison.Ordinal);
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], Assert.Single(_mock.Requests).HeaderValues("Authorization"));
    }

    [Fact]
    public async Task Program_WrongToken_SaysWhatTheBrokerAnsweredAndAsksOnce()
    {
        await using var broker = await RunningBroker.StartProxyAsync(_mock.Url);
        await using var host = Start(broker, "not-the-token", "chat");

        var (code, _, errors) = await host.EndAsync();

        Assert.Equal(1, code);
        Assert.StartsWith("The broker answered 401: ", errors, StringComparison.Ordinal);
        Assert.Contains("client_token_required", errors, StringComparison.Ordinal);
        Assert.Single(broker.Events());
    }

    [Fact]
    public async Task Program_UpstreamFails_AsksOnce()
    {
        await using var broker = await RunningBroker.StartProxyAsync("http://127.0.0.1:9");
        await using var host = Start(broker, RunningBroker.Token, "chat");

        var (code, _, errors) = await host.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("upstream_unreachable", errors, StringComparison.Ordinal);
        Assert.Single(broker.Events());
    }

    [Fact]
    public async Task Program_ProxyInTheEnvironment_GoesStraightToTheBroker()
    {
        await using var broker = await RunningBroker.StartProxyAsync(_mock.Url);
        await using var host = SampleHostChild.Start(
            ["chat"], Base(broker), ("OPENAI_API_KEY", RunningBroker.Token), ("http_proxy", "http://127.0.0.1:9"), ("all_proxy", "http://127.0.0.1:9"));

        Assert.Equal(0, (await host.EndAsync()).Code);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9", null, 2, "OPENAI_API_KEY must be the caller token")]
    [InlineData(null, "token", 2, "OPENAI_BASE_URL must be the broker's address")]
    [InlineData("http://127.0.0.1:9", "token", 1, "The broker cannot be reached at http://127.0.0.1:9/v1")]
    public async Task Program_CannotAsk_SaysWhyInALine(string? address, string? token, int expected, string message)
    {
        await using var host = SampleHostChild.Start(["chat"], ("OPENAI_BASE_URL", address ?? ""), ("OPENAI_API_KEY", token ?? ""));

        var (code, _, errors) = await host.EndAsync();

        Assert.Equal(expected, code);
        Assert.StartsWith(message, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData(null, "evil.example", HttpStatusCode.Forbidden)]
    public async Task Command_FromAWebPage_IsRefused(string? origin, string? name, HttpStatusCode expected)
    {
        await using var broker = await RunningBroker.StartProxyAsync(_mock.Url);
        await using var host = SampleHostChild.Start([], Base(broker), ("OPENAI_API_KEY", RunningBroker.Token), ("ASPNETCORE_URLS", "http://127.0.0.1:0"));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(await host.ListenAsync(), "/chat"));
        request.Headers.Host = name;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, _mock.Requests.Count);
    }

    private static ChildProgram Start(RunningBroker broker, string token, params string[] arguments) =>
        SampleHostChild.Start(arguments, Base(broker), ("OPENAI_API_KEY", token));

    private static (string Name, string Value) Base(RunningBroker broker) => ("OPENAI_BASE_URL", new Uri(broker.Url, "/v1").ToString());
}
