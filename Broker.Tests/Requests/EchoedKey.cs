using Broker.Tests.Infrastructure;

namespace Broker.Tests.Requests;

/// <summary>The provider's key, and what stands in its place where an upstream repeats it.</summary>
internal static class EchoedKey
{
    public static readonly string Key = RunningBroker.ProviderKey;
    public static readonly string Stars = new('*', Key.Length);

    public static Task<RawAnswer> SendAsync(RunningBroker broker) =>
        WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", $"api-key: {RunningBroker.Token}");
}
