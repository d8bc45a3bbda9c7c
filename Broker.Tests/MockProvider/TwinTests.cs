using Microsoft.Extensions.Time.Testing;
using MockProvider;
using MockProvider.Hosting;
using static Broker.Tests.Mock.MockCalls;

namespace Broker.Tests.Mock;

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
        ("POST", EmbeddingsPath, HelloEmbedding),
        ("POST", EmbeddingsPath, """{"model":"text-embedding-3-small","input":["hello","bye"],"encoding_format":"base64"}"""),
        ("POST", "/v1/moderations", """{"input":"hello"}"""),
        ("POST", "/v1/images/generations", """{"model":"gpt-image-1","prompt":"a red fox"}"""),
        ("POST", "/v1/images/generations", """{"model":"gpt-image-1","prompt":"a red fox","stream":true,"partial_images":1}"""),
        ("POST", "/v1/audio/speech", """{"model":"tts-1","input":"hello","voice":"alloy"}"""),
        ("POST", "/v1/audio/speech", """{"model":"tts-1","input":"hello","voice":"alloy","stream_format":"sse"}"""),
        ("POST", MockForms.TranscriptionsPath, "model=whisper-1&response_format=verbose_json"),
        ("POST", MockForms.TranscriptionsPath, "model=gpt-4o-transcribe&stream=true"),
        ("GET", ModelsPath, ""),
        ("GET", $"{ModelsPath}/{Id}", ""),
        ("DELETE", $"{ModelsPath}/{Id}", ""),
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
        Endpoints.All(TimeProvider.System).Select(endpoint => (endpoint.Method, endpoint.Path)).Except(Asked.Select(request => (request.Method, request.Path))));

    private static async Task<HttpResponseMessage> AnswerAsync(MockProviderServer mock, string method, string path, string body)
    {
        if (path == MockForms.TranscriptionsPath)
        {
            return await MockForms.PostAsync(mock, [.. body.Split('&').Select(field => (field.Split('=')[0], field.Split('=')[1]))]);
        }

        return method == "POST" ? await PostAsync(mock, path, body) : await SendAsync(mock, method, path.Replace(Id, await IdAsync(mock, path), StringComparison.Ordinal));
    }

    private static async Task<string> IdAsync(MockProviderServer mock, string path) => path.StartsWith(ResponsesPath, StringComparison.Ordinal)
        ? (await PostJsonAsync(mock, ResponsesPath, HelloResponse)).GetProperty("id").GetString()!
        : "gpt-4o";

    // The date is the HTTP server's own.
    private static IEnumerable<string> Headers(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Where(header => header.Key != "Date" && !header.Key.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase))
        .Select(header => $"{header.Key}: {string.Join(" | ", header.Value)}");
}
