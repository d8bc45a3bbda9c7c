using System.Text.Json;
using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;
using Broker.Tests.Mock;
using MockProvider;

namespace Broker.Tests.Sdks;

/// <summary>What a client is told: an address and a key. Whether a broker is behind the address, it cannot tell.</summary>
internal sealed class SdkSetting : IAsyncDisposable
{
    public const string Model = "gpt-4o-mini";
    public const string UnknownModel = "no-such-model";
    public const string AnthropicModel = "claude-sonnet-4-5";

    private static readonly Dictionary<string, string> Variables =
        new() { ["PROVIDER_KEY"] = RunningBroker.ProviderKey, ["SDK_TOKEN"] = RunningBroker.Token };

    private readonly MockProviderServer _provider;
    private readonly RunningBroker? _broker;
    private readonly Way _way;

    private SdkSetting(Way way, MockProviderServer provider, RunningBroker? broker, string keptResponse, string doomedResponse) =>
        (_way, _provider, _broker, KeptResponse, DoomedResponse) = (way, provider, broker, keptResponse, doomedResponse);

    public Uri BaseUrl => new(Root, _way == Way.ThroughGeneralForm ? "/openai/v1" : "/v1");

    /// <summary>The same for clients of Anthropic, who add <c>/v1</c> themselves.</summary>
    public Uri AnthropicUrl => _way == Way.ThroughGeneralForm ? new(Root, "/anthropic") : Root;

    public bool IsThroughBroker => _broker is not null;

    public string Key => _broker is null ? RunningBroker.ProviderKey : RunningBroker.Token;

    /// <summary>What the answer to a wrong key says.</summary>
    public string Refusal => _broker is null ? "invalid_api_key" : "client_token_required";

    /// <summary>The same of a client of Anthropic.</summary>
    public string AnthropicRefusal => _broker is null ? "authentication_error" : Refusal;

    /// <summary>Where the mock provider takes orders to misbehave; not by way of the broker.</summary>
    public Uri Faults => new(new Uri(_provider.Url), "/__mock/faults");

    /// <summary>A stored response, there to be read.</summary>
    public string KeptResponse { get; }

    /// <summary>A stored response, there to be deleted.</summary>
    public string DoomedResponse { get; }

    private Uri Root => _broker?.Url ?? new Uri(_provider.Url);

    public static async Task<SdkSetting> StartAsync(Way way, CancellationToken cancellationToken)
    {
        var provider = MockProviderServer.Start(new MockProviderOptions { ApiKey = RunningBroker.ProviderKey, ChunkDelay = TimeSpan.Zero });
        // The broker allows exact paths, so the responses to ask for are there before it starts.
        var kept = await StoreResponseAsync(provider, "keep this", cancellationToken);
        var doomed = await StoreResponseAsync(provider, "delete this", cancellationToken);
        provider.ClearRequests();
        var broker = way switch
        {
            Way.Direct => null,
            Way.ThroughGeneralForm => await RunningBroker.StartFileAsync(GeneralForm(provider.Url), Variables),
            _ => await RunningBroker.StartProxyAsync(provider.Url, options => options with
            {
                AllowedPaths = [.. options.AllowedPaths, .. FurtherPaths(kept, doomed)],
            }),
        };
        return new SdkSetting(way, provider, broker, kept, doomed);
    }

    /// <summary>Has the mock provider refuse the next request for coming too fast.</summary>
    public async Task RefuseNextAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var order = MockCalls.Json("""{"fault":"mock-429","next":1}""");
        using var answer = await client.PostAsync(Faults, order, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Behind the broker, each request brought the provider's key once, and the caller token nowhere.</summary>
    public void AssertOnlyTheProviderKeyArrived()
    {
        if (_broker is null)
        {
            return;
        }

        Assert.All(_provider.Requests, request =>
        {
            var isAnthropic = request.HeaderValues("anthropic-version").Count > 0;
            Assert.Equal(isAnthropic ? [] : [$"Bearer {RunningBroker.ProviderKey}"], request.HeaderValues("Authorization"));
            Assert.Equal(isAnthropic ? [RunningBroker.ProviderKey] : [], request.HeaderValues("x-api-key"));
            Assert.DoesNotContain(request.Headers, header => header.Value.Contains(RunningBroker.Token, StringComparison.Ordinal));
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        await _provider.DisposeAsync();
    }

    private static string GeneralForm(string url) => $$"""
        {
          "mode": "proxy",
          "upstreams": {
            "openai": { "provider": "openai", "base_url": "{{url}}", "secret_source": { "kind": "env", "name": "PROVIDER_KEY" } },
            "anthropic": { "provider": "anthropic", "base_url": "{{url}}", "secret_source": { "kind": "env", "name": "PROVIDER_KEY" } }
          },
          "callers": { "sdk": { "token_env": "SDK_TOKEN" } }
        }
        """;

    private static IEnumerable<RouteSettings> FurtherPaths(string kept, string doomed) =>
    [
        RunningBroker.Entry("GET", "/v1/models"),
        RunningBroker.Entry("GET", $"/v1/models/{Model}"),
        RunningBroker.Entry("GET", $"/v1/models/{UnknownModel}"),
        RunningBroker.Entry("GET", $"/v1/responses/{kept}"),
        RunningBroker.Entry("DELETE", $"/v1/responses/{doomed}"),
    ];

    private static async Task<string> StoreResponseAsync(MockProviderServer provider, string input, CancellationToken cancellationToken)
    {
        var body = $$"""{"model":"{{Model}}","input":"{{input}}"}""";
        using var answer = await MockCalls.PostAsync(provider, MockCalls.ResponsesPath, body, RunningBroker.ProviderKey);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
