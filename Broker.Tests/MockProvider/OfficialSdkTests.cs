// The Responses client and the model client's extras are marked experimental in the SDK: their .NET surface may change, the wire does not.
#pragma warning disable OPENAI001
using System.ClientModel;
using System.ClientModel.Primitives;
using MockProvider;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using OpenAI.Responses;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

/// <summary>The official OpenAI SDK for .NET, pointed at the mock: it must not notice.</summary>
public class OfficialSdkTests
{
    private const string Expected = "Hello from the mock provider! You said: hello";

    [Fact]
    public async Task Sdk_Chat_ReadsTheAnswer()
    {
        await using var mock = Start();

        ChatCompletion completion = await Sdk(mock).GetChatClient("gpt-4o-mini").CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancel);

        Assert.Equal(Expected, completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal(completion.Usage.InputTokenCount + completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Sdk_ChatStreamed_ReadsTheWordsAndTheUsage()
    {
        await using var mock = Start();
        List<string> words = [];
        ChatTokenUsage? usage = null;

        await foreach (var update in Sdk(mock).GetChatClient("gpt-4o-mini").CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancel))
        {
            words.AddRange(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal(Expected, string.Concat(words));
        Assert.True(words.Count > 5);
        Assert.NotNull(usage);
    }

    [Fact]
    public async Task Sdk_Responses_ReadsTheAnswer()
    {
        await using var mock = Start();

        ResponseResult response = await Sdk(mock).GetResponsesClient().CreateResponseAsync("gpt-4o-mini", "hello", cancellationToken: Cancel);

        Assert.Equal(Expected, response.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal(response.Usage.InputTokenCount + response.Usage.OutputTokenCount, response.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Sdk_ResponsesStreamed_ReadsTheWordsAndTheEnd()
    {
        await using var mock = Start();
        List<string> words = [];
        ResponseResult? completed = null;

        await foreach (var update in await Sdk(mock).GetResponsesClient().CreateResponseStreamingAsync("gpt-4o-mini", "hello", cancellationToken: Cancel))
        {
            switch (update)
            {
                case StreamingResponseOutputTextDeltaUpdate delta:
                    words.Add(delta.Delta);
                    break;
                case StreamingResponseCompletedUpdate end:
                    completed = end.Response;
                    break;
                default:
                    break;
            }
        }

        Assert.Equal(Expected, string.Concat(words));
        Assert.Equal(Expected, completed?.GetOutputText());
    }

    [Fact]
    public async Task Sdk_Embeddings_ReadsTheVectors()
    {
        await using var mock = Start();

        OpenAIEmbeddingCollection embeddings = await Sdk(mock).GetEmbeddingClient("text-embedding-3-small")
            .GenerateEmbeddingsAsync(["one", "two"], new EmbeddingGenerationOptions { Dimensions = 64 }, Cancel);

        Assert.Equal(2, embeddings.Count);
        Assert.Equal(64, embeddings[1].ToFloats().Length);
        Assert.Contains("base64", Assert.Single(mock.Requests).BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sdk_Models_ReadsTheList()
    {
        await using var mock = Start();

        OpenAIModelCollection models = await Sdk(mock).GetOpenAIModelClient().GetModelsAsync(Cancel);

        Assert.Contains(models, model => model.Id == "gpt-4o-mini");
    }

    [Fact]
    public async Task Sdk_WrongKey_ReportsOpenAis401()
    {
        await using var mock = Start();

        var exception = await Assert.ThrowsAsync<ClientResultException>(
            () => Sdk(mock, "sk-something-else").GetChatClient("gpt-4o-mini").CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancel));

        Assert.Equal(401, exception.Status);
        Assert.Contains("invalid_api_key", exception.Message, StringComparison.Ordinal);
    }

    private static OpenAIClient Sdk(MockProviderServer mock, string key = Key) => new(
        new ApiKeyCredential(key),
        new OpenAIClientOptions { Endpoint = new Uri($"{mock.Url}/v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
}
