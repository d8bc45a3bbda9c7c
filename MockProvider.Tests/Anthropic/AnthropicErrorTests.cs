using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MockProvider.Hosting;
using static Broker.Tests.Mock.MockCalls;
using static MockProvider.Tests.Anthropic.MessageCalls;

namespace MockProvider.Tests.Anthropic;

/// <summary>What is refused, in Anthropic's shape; and where the key may be.</summary>
public class AnthropicErrorTests(SharedMock shared)
{
    private const string RoleIsMissing = "messages.0.role: Field required";
    private readonly MockProviderServer _mock = shared.Server;

    [Theory]
    [InlineData("POST", MessagesPath, "{}", 400, "invalid_request_error", "model: Field required")]
    [InlineData("POST", MessagesPath, "[]", 400, "invalid_request_error", null)]
    [InlineData("POST", MessagesPath, """{"model":"claude-a"}""", 400, "invalid_request_error", "max_tokens: Field required")]
    [InlineData("POST", MessagesPath, """{"model":"claude-a","max_tokens":1,"messages":[]}""", 400, "invalid_request_error", null)]
    [InlineData("POST", CountPath, """{"model":"claude-a","messages":[{}]}""", 400, "invalid_request_error", RoleIsMissing)]
    [InlineData("POST", MessagesPath, """{"model":"gpt-4o"}""", 404, "not_found_error", "model: gpt-4o")]
    [InlineData("GET", "/v1/models/gpt-4o", null, 404, "not_found_error", "model: gpt-4o")]
    [InlineData("GET", "/v1/models?limit=0", null, 400, "invalid_request_error", null)]
    [InlineData("GET", "/v1/nothing", null, 404, "not_found_error", null)]
    [InlineData("GET", MessagesPath, null, 405, "invalid_request_error", null)]
    public async Task Request_ThatIsWrong_IsRefusedInAnthropicsShape(
        string method, string path, string? body, int status, string type, string? message)
    {
        using var answer = await AskAsync(_mock, method, path, body);

        var error = await ErrorAsync(answer, status, type);
        Assert.Equal(message ?? Text(error, "message"), Text(error, "message"));
    }

    [Theory]
    [InlineData("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1000}")]
    [InlineData("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}")]
    [InlineData("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"tool_choice\":{\"type\":\"any\"}")]
    [InlineData("\"tool_choice\":{\"type\":\"tool\",\"name\":\"nobody\"}")]
    public async Task Message_OfOptionsThatCannotBe_Is400(string members)
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, Message(members));

        await ErrorAsync(answer, 400, "invalid_request_error");
    }

    [Theory]
    [InlineData(null, "\"stream\":false", 400)]
    [InlineData("2022-01-01", "\"stream\":false", 400)]
    [InlineData("2026-10-21", "\"stream\":false", 200)]
    [InlineData("2023-06-01", "\"temperature\":1", 200)]
    [InlineData("2026-10-21", "\"temperature\":1", 400)]
    public async Task Version_MustBeKnown_AndTheNewestHasNoTemperature(string? version, string members, int status)
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, Message(members), version: version);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("x-api-key", Key, 200)]
    [InlineData("Authorization", $"Bearer {Key}", 200)]
    [InlineData("Authorization", Key, 401)]
    [InlineData("x-api-key", "sk-ant-other", 401)]
    [InlineData("x-api-key", null, 401)]
    public async Task Key_InEitherHeader_IsAccepted(string header, string? value, int status)
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, Message(), value, keyHeader: header);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 401)
        {
            await ErrorAsync(answer, 401, "authentication_error");
        }
    }

    [Fact]
    public async Task Body_OverTheLimit_Is413()
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, Message(prompt: new string('x', 33 * 1024 * 1024)));

        await ErrorAsync(answer, 413, "request_too_large");
    }

    [Theory]
    [InlineData("mock-401", 401, "authentication_error")]
    [InlineData("mock-403", 403, "permission_error")]
    [InlineData("mock-409", 409, "conflict_error")]
    [InlineData("mock-500", 500, "api_error")]
    [InlineData("mock-529", 529, "overloaded_error")]
    public async Task Fault_ByTheModelsName_IsInAnthropicsShape(string model, int status, string type)
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, MessageTo(model));

        await ErrorAsync(answer, status, type);
    }

    [Theory]
    [InlineData("x-api-key", Key)]
    [InlineData("Authorization", $"Bearer {Key}")]
    public async Task Fault_ThatEchoesTheKey_FindsItInEitherHeader(string header, string value)
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, MessageTo("mock-echo-header"), value, keyHeader: header);

        Assert.Equal(Key, Header(answer, "x-debug-received"));
    }

    [Fact]
    public async Task RateLimit_OfAFault_SaysWhenToTryAgain()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var mock = Start(clock);

        using var answer = await AskAsync(mock, "POST", MessagesPath, MessageTo("mock-429"));

        await ErrorAsync(answer, 429, "rate_limit_error");
        Assert.Equal("1", Header(answer, "retry-after"));
        Assert.Equal("0", Header(answer, "anthropic-ratelimit-requests-remaining"));
        Assert.Equal("2026-01-02T03:05:05Z", Header(answer, "anthropic-ratelimit-requests-reset"));
    }

    [Fact]
    public async Task Limits_OfAnAnswer_AreTold()
    {
        using var answer = await AskAsync(_mock, "POST", MessagesPath, Message());

        Assert.Equal($"{MockProviderOptions.DefaultTokensPerMinute}", Header(answer, "anthropic-ratelimit-tokens-limit"));
    }

    [Fact]
    public async Task Head_OfTheRoot_NeedsNoKey()
    {
        using var answer = await AskAsync(_mock, "HEAD", "/", null, key: null, version: null);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(MessagesPath, "x-api-key", Key, true)]
    [InlineData(MessagesPath, "Authorization", $"Bearer {Key}", true)]
    [InlineData(MessagesPath, "api-key", Key, false)]
    [InlineData(ChatPath, "x-api-key", Key, false)]
    public async Task Verdict_OnAMessage_AllowsTheKeyInEitherHeader(string path, string header, string value, bool isClean)
    {
        await using var mock = Start();
        using var answer = await AskAsync(mock, "POST", path, Message(), value, keyHeader: header);
        using var client = Client(mock, key: null);

        var verdict = Parse(await client.GetStringAsync(ControlInterface.VerdictPath, Cancel)).GetProperty("last")[0];

        Assert.Equal(isClean, verdict.GetProperty("clean").GetBoolean());
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage answer, int status, string type)
    {
        var body = Parse(await answer.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(["type", "error", "request_id"], Keys(body));
        Assert.Equal(Header(answer, "request-id"), Text(body, "request_id"));
        var error = body.GetProperty("error");
        Assert.Equal(["type", "message"], Keys(error));
        Assert.Equal(("error", type), (Text(body, "type"), Text(error, "type")));
        return error;
    }
}
