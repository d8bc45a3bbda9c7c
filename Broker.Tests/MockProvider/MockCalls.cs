using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MockProvider;

namespace Broker.Tests.Mock;

/// <summary>Starts the mock on a free port and calls it, the way the tests of this folder need it.</summary>
internal static class MockCalls
{
    public const string Key = "sk-mock-provider-key";
    public const string Hello = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""";
    public const string HelloStreamed = """{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"hello"}]}""";
    public const string HelloResponse = """{"model":"gpt-4o-mini","input":"hello"}""";
    public const string HelloResponseStreamed = """{"model":"gpt-4o-mini","stream":true,"input":"hello"}""";
    public const string HelloEmbedding = """{"model":"text-embedding-3-small","input":"hello"}""";
    public const string ChatPath = "/v1/chat/completions";
    public const string ResponsesPath = "/v1/responses";
    public const string EmbeddingsPath = "/v1/embeddings";
    public const string ModelsPath = "/v1/models";

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Without pauses between events, so that no test waits for them.</summary>
    public static MockProviderServer Start(TimeProvider? clock = null) =>
        MockProviderServer.Start(new MockProviderOptions { ChunkDelay = TimeSpan.Zero, TimeProvider = clock ?? TimeProvider.System });

    public static HttpClient Client(MockProviderServer mock, string? key = Key)
    {
        var client = new HttpClient { BaseAddress = new Uri(mock.Url) };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public static async Task<HttpResponseMessage> PostAsync(MockProviderServer mock, string path, string body, string? key = Key)
    {
        using var client = Client(mock, key);
        using var content = Json(body);
        return await client.PostAsync(path, content, Cancel);
    }

    /// <summary>A request without a body.</summary>
    public static async Task<HttpResponseMessage> SendAsync(MockProviderServer mock, string method, string path)
    {
        using var client = Client(mock);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await client.SendAsync(request, Cancel);
    }

    /// <summary>The answer is OpenAI's 400, with this param and code.</summary>
    public static async Task AssertBadAsync(HttpResponseMessage response, string? param, string? code)
    {
        var error = Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(["message", "type", "param", "code"], Keys(error));
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(code, error.GetProperty("code").GetString());
    }

    public static async Task AssertBadAsync(MockProviderServer mock, string path, string body, string? param, string? code)
    {
        using var response = await PostAsync(mock, path, body);
        await AssertBadAsync(response, param, code);
    }

    public static async Task<string> PostTextAsync(MockProviderServer mock, string path, string body)
    {
        using var response = await PostAsync(mock, path, body);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    public static async Task<JsonElement> PostJsonAsync(MockProviderServer mock, string path, string body) => Parse(await PostTextAsync(mock, path, body));

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static IReadOnlyList<string> Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    /// <summary>The data of each event, in order.</summary>
    public static IReadOnlyList<string> Events(string stream) =>
        [.. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(frame => frame[(frame.IndexOf("data: ", StringComparison.Ordinal) + 6)..])];

    /// <summary>Sends bytes as they are, for what HttpClient would not send, and reads until the server closes.</summary>
    public static async Task<string> RawAsync(MockProviderServer mock, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", new Uri(mock.Url).Port, Cancel);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancel);
    }
}
