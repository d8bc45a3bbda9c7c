using System.Text.Json;
using static Broker.Tests.Mock.MockCalls;

namespace MockProvider.Tests.Anthropic;

/// <summary>Calls the mock as Anthropic's clients do.</summary>
internal static class MessageCalls
{
    public const string MessagesPath = "/v1/messages";
    public const string CountPath = $"{MessagesPath}/count_tokens";
    public const string WeatherTool = $$"""{"name":"get_weather","input_schema":{{ChatRequests.CitySchema}}}""";
    public const string TimeTool = """{"name":"get_time","input_schema":{"type":"object","properties":{}}}""";

    /// <summary>A request with one message of the user.</summary>
    /// <param name="members">What else stands in it.</param>
    /// <param name="prompt">What the user says.</param>
    public static string Message(string members = "", string prompt = "hello") =>
        Messages($$"""{"role":"user","content":"{{prompt}}"}""", members);

    /// <summary>A request to a model by this name.</summary>
    public static string MessageTo(string model) => Message().Replace("claude-sonnet-4-5", model, StringComparison.Ordinal);

    /// <summary>A request with these messages.</summary>
    public static string Messages(string messages, string members = "") =>
        $$"""{"model":"claude-sonnet-4-5","max_tokens":2000,"messages":[{{messages}}]{{(members.Length == 0 ? "" : $",{members}")}}}""";

    public static async Task<HttpResponseMessage> AskAsync(
        MockProviderServer mock,
        string method,
        string path,
        string? body,
        string? key = Key,
        string? version = "2023-06-01",
        string keyHeader = "x-api-key")
    {
        using var client = new HttpClient { BaseAddress = new Uri(mock.Url) };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : Json(body) };
        if (key is not null)
        {
            request.Headers.Add(keyHeader, key);
        }

        if (version is not null)
        {
            request.Headers.Add("anthropic-version", version);
        }

        return await client.SendAsync(request, Cancel);
    }

    public static async Task<JsonElement> JsonAsync(MockProviderServer mock, string path, string? body)
    {
        using var answer = await AskAsync(mock, body is null ? "GET" : "POST", path, body);
        return Parse(await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The data of each event.</summary>
    public static async Task<IReadOnlyList<JsonElement>> EventsAsync(MockProviderServer mock, string body)
    {
        using var answer = await AskAsync(mock, "POST", MessagesPath, body);
        return [.. Events(await answer.Content.ReadAsStringAsync(Cancel)).Select(Parse)];
    }

    public static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    public static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
