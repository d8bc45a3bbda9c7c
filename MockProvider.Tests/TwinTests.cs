using Microsoft.Extensions.Time.Testing;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests;

/// <summary>Two mocks with one clock say the same to the same request, since nothing is drawn but from the request.</summary>
public class TwinTests
{
    private const string Id = "{id}";

    // A transcription's body is the fields of its form.
    private static readonly (string Method, string Path, string Body)[] Asked =
    [
        ("POST", ChatPath, Hello),
        ("POST", ChatPath, HelloStreamed),
        ("POST", ResponsesPath, HelloResponse),
        ("POST", ResponsesPath, HelloResponseStreamed),
        ("GET", $"{ResponsesPath}/{Id}", ""),
        ("DELETE", $"{ResponsesPath}/{Id}", ""),
        ("GET", $"{ResponsesPath}/{Id}/input_items", ""),
        ("POST", $"{ResponsesPath}/{Id}/cancel", ""),
        ("POST", $"{ResponsesPath}/compact", HelloResponse),
        ("POST", $"{ResponsesPath}/input_tokens", HelloResponse),
        ("POST", EmbeddingsPath, HelloEmbedding),
        ("POST", EmbeddingsPath, """{"model":"text-embedding-3-small","input":["hello","bye"],"encoding_format":"base64"}"""),
        ("POST", Forms.TranscriptionsPath, "model=whisper-1&response_format=verbose_json"),
        ("POST", Forms.TranscriptionsPath, "model=gpt-4o-transcribe&stream=true"),
        ("GET", ModelsPath, ""),
        ("GET", $"{ModelsPath}/{Id}", ""),
        ("POST", ChatPath, "{}"),
        ("POST", ChatPath, """{"model":"mock-429","messages":[]}"""),
        ("POST", "/v1/nothing", "{}"),
    ];

    public static TheoryData<string, string, string> Requests =>
        [.. Asked.Select(request => new TheoryDataRow<string, string, string>(request.Method, request.Path, request.Body))];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Answer_OfTwoMocks_IsTheSameByteForByte(string method, string path, string body)
    {
        var clock = new FakeTimeProvider();
        await using var first = Start(clock);
        await using var second = Start(clock);

        using var one = await AnswerAsync(first, method, path, body);
        using var other = await AnswerAsync(second, method, path, body);

        Assert.Equal(one.StatusCode, other.StatusCode);
        Assert.Equal(Headers(one), Headers(other));
        Assert.Equal(await one.Content.ReadAsByteArrayAsync(Cancel), await other.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public void Requests_OfTheList_LeaveNoEndpointOut() => Assert.Empty(
        new OpenAI.OpenAiDialect(TimeProvider.System).Endpoints.Select(endpoint => (endpoint.Method, endpoint.Path))
            .Except(Asked.Select(request => (request.Method, request.Path))));

    private static async Task<HttpResponseMessage> AnswerAsync(MockProviderServer mock, string method, string path, string body)
    {
        if (path == Forms.TranscriptionsPath)
        {
            return await Forms.PostAsync(mock, [.. body.Split('&').Select(field => (field.Split('=')[0], field.Split('=')[1]))]);
        }

        return method == "POST" && body.Length > 0
            ? await PostAsync(mock, path, body)
            : await SendAsync(mock, method, path.Replace(Id, await IdAsync(mock, path), StringComparison.Ordinal));
    }

    private static async Task<string> IdAsync(MockProviderServer mock, string path) =>
        path.StartsWith(ResponsesPath, StringComparison.Ordinal)
        ? (await PostJsonAsync(mock, ResponsesPath, HelloResponse)).GetProperty("id").GetString()!
        : "gpt-4o";

    // The date is the HTTP server's own.
    private static IEnumerable<string> Headers(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Where(header => header.Key != "Date" && !header.Key.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase))
        .Select(header => $"{header.Key}: {string.Join(" | ", header.Value)}");
}
