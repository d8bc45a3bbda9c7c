using System.ClientModel;
using System.ClientModel.Primitives;
using Broker.Tests.Leaks;
using OpenAI;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The official SDK for .NET, told nothing but an address and a key.</summary>
internal static class SdkClients
{
    // The client's own transport, but for what it reads from, and that no answer of the broker's goes unseen.
    private static readonly HttpClientPipelineTransport Watched = new(new HttpClient(WatchedStream.CreateHandler("answer to an SDK client")) { Timeout = Timeout.InfiniteTimeSpan });

    public static OpenAIClient Client(this SdkSetting setting, string? key = null, ClientRetryPolicy? retries = null) => new(
        new ApiKeyCredential(key ?? setting.Key),
        new OpenAIClientOptions
        {
            Endpoint = setting.BaseUrl,
            RetryPolicy = retries ?? new ClientRetryPolicy(maxRetries: 0),
            // The provider itself may tell its key's owner what it wants.
            Transport = setting.IsThroughBroker ? Watched : null,
        });

    /// <summary>A body as it goes over the wire, for what the typed calls would not send.</summary>
    public static BinaryContent Body(string json) => BinaryContent.Create(BinaryData.FromString(json));
}
