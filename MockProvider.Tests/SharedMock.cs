using System.Text.Json;
using Broker.Tests.Mock;
using static Broker.Tests.Mock.MockCalls;

[assembly: AssemblyFixture(typeof(MockProvider.Tests.SharedMock))]

namespace MockProvider.Tests;

/// <summary>One mock for all tests that neither order faults nor look at its journal.</summary>
public sealed class SharedMock : IDisposable
{
    /// <summary>The server, without pauses between events.</summary>
    public MockProviderServer Server { get; } = Start();

    /// <summary>Posts a body, and reads the answer as JSON.</summary>
    internal Task<JsonElement> PostJsonAsync(string path, string body) => MockCalls.PostJsonAsync(Server, path, body);

    /// <summary>The data of each event of an answer, without the closing mark of a chat.</summary>
    internal async Task<IReadOnlyList<JsonElement>> EventsAsync(string path, string body) =>
        [.. Events(await PostTextAsync(Server, path, body)).Where(data => data != "[DONE]").Select(Parse)];

    /// <summary>Asks for something without a body.</summary>
    internal async Task<(int Status, JsonElement Body)> AskAsync(string method, string path)
    {
        using var answer = await SendAsync(Server, method, path);
        return ((int)answer.StatusCode, Parse(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    public void Dispose() => Server.Dispose();
}
