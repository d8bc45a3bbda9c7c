using System.ClientModel;
using System.ClientModel.Primitives;
using Broker.Tests.Infrastructure;
using MockProvider;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;

namespace Broker.Tests.Requests;

/// <summary>The official SDK, told nothing but the broker's address and the caller token.</summary>
public sealed class OpenAISdkTests : IAsyncLifetime
{
    private readonly MockProviderServer _provider = MockProviderServer.Start(new MockProviderOptions { ApiKey = RunningBroker.ProviderKey, ChunkDelay = TimeSpan.Zero });
    private RunningBroker _broker = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _broker = await RunningBroker.StartProxyAsync(
        _provider.Url, options => options with { AllowedPaths = [.. options.AllowedPaths, RunningBroker.Entry("GET", "/v1/models")] });

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Chat_ThroughTheBroker_IsAnswered()
    {
        var answer = await Chat().CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancel);

        Assert.Contains("hello", Assert.Single(answer.Value.Content).Text, StringComparison.Ordinal);
        Assert.Equal(answer.Value.Usage.TotalTokenCount, answer.Value.Usage.InputTokenCount + answer.Value.Usage.OutputTokenCount);
        AssertOnlyTheProviderKeyArrived();
    }

    [Fact]
    public async Task StreamedChat_ThroughTheBroker_ArrivesInPieces()
    {
        var pieces = new List<string>();
        await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancel))
        {
            pieces.AddRange(update.ContentUpdate.Select(part => part.Text));
        }

        Assert.True(pieces.Count > 2, "A streamed answer has several pieces.");
        Assert.Contains("hello", string.Concat(pieces), StringComparison.Ordinal);
        AssertOnlyTheProviderKeyArrived();
    }

    [Fact]
    public async Task Embeddings_ThroughTheBroker_AreVectors()
    {
        var client = new EmbeddingClient("text-embedding-3-small", Key(), Options());

        var answer = await client.GenerateEmbeddingAsync("hello", cancellationToken: Cancel);

        Assert.Equal(1536, answer.Value.ToFloats().Length);
        AssertOnlyTheProviderKeyArrived();
    }

    [Fact]
    public async Task Models_AllowedAsAGetEntry_AreListed()
    {
        var answer = await new OpenAIModelClient(Key(), Options()).GetModelsAsync(Cancel);

        Assert.Contains(answer.Value, model => model.Id == "gpt-4o-mini");
    }

    [Fact]
    public async Task Chat_WrongCallerToken_IsRefusedWithoutReachingTheProvider()
    {
        var client = new ChatClient("gpt-4o-mini", new ApiKeyCredential("wrong"), Options());

        var refusal = await Assert.ThrowsAsync<ClientResultException>(
            () => client.CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancel));

        Assert.Equal(401, refusal.Status);
        Assert.Empty(_provider.Requests);
    }

    private static ApiKeyCredential Key() => new(RunningBroker.Token);

    private ChatClient Chat() => new("gpt-4o-mini", Key(), Options());

    private OpenAIClientOptions Options() => new()
    {
        Endpoint = new Uri(_broker.Url, "/v1"),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    };

    private void AssertOnlyTheProviderKeyArrived()
    {
        var request = Assert.Single(_provider.Requests);
        Assert.Equal([$"Bearer {RunningBroker.ProviderKey}"], request.Headers.Where(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value));
        Assert.DoesNotContain(request.Headers, header => header.Value.Contains(RunningBroker.Token, StringComparison.Ordinal));
    }
}
