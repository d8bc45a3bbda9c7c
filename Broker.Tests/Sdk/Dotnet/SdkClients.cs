using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The official SDK for .NET, told nothing but an address and a key.</summary>
internal static class SdkClients
{
    public static OpenAIClient Client(this SdkSetting setting, string? key = null, ClientRetryPolicy? retries = null) => new(
        new ApiKeyCredential(key ?? setting.Key),
        new OpenAIClientOptions { Endpoint = setting.BaseUrl, RetryPolicy = retries ?? new ClientRetryPolicy(maxRetries: 0) });

    /// <summary>A body as it goes over the wire, for what the typed calls would not send.</summary>
    public static BinaryContent Body(string json) => BinaryContent.Create(BinaryData.FromString(json));
}
