using Broker.Lessons.Running;
using MockProvider;

namespace Broker.Tests.Lessons;

/// <summary>Each lesson's check passes for a learner who did the lesson, before the real broker.</summary>
public sealed class PassingCheckTests : CheckTests
{
    [Fact]
    public async Task DryRunCheck_AfterTheLesson_Passes()
    {
        await using var broker = await _classroom.StartBrokerAsync(new BrokerSettings { Folder = _classroom.Folder });
        await SendAsync(broker, "/v1/responses");

        await AssertPassesAsync(1);
    }

    [Fact]
    public async Task RejectedRequestsCheck_AfterTheLesson_Passes()
    {
        await using var broker = await StartRejectingAsync();
        await SendAsync(broker, "/v1/responses", token: null);
        await SendAsync(broker, "/v1/responses", token: "wrong");
        await SendAsync(broker, "/v1/files");

        await AssertPassesAsync(2);
    }

    [Fact]
    public async Task KeySourcesCheck_WithTheShippedFiles_Passes() => await AssertPassesAsync(3);

    [Fact]
    public async Task StreamingCheck_AfterTheLesson_Passes()
    {
        await using var mock = MockProviderServer.Start(new MockProviderOptions { ChunkDelay = TimeSpan.Zero });
        await using var broker = await StartForwardingAsync(mock);
        await SendAsync(broker, Host.ChatPath, body: """{"stream":true,"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}""");

        await AssertPassesAsync(4);
    }

    [Fact]
    public async Task SecretCommandCheck_AfterTheLesson_Passes()
    {
        await using var broker = await _classroom.StartBrokerAsync(new BrokerSettings { Folder = _classroom.Folder, KeyCommand = ["sort", "provider-key.txt"] });
        _classroom.Log(ChatAnswered, ChatAnswered);

        await AssertPassesAsync(5);
    }

    [Fact]
    public async Task DnsRebindingCheck_AfterTheLesson_Passes()
    {
        _classroom.Log(
            """ "path":"/v1/chat/completions","ok":false,"status":403,"error":"host_not_allowed" """,
            """ "path":"/v1/chat/completions","ok":false,"status":403,"error":"origin_not_allowed" """);

        await AssertPassesAsync(6);
    }

    [Fact]
    public async Task TwoProvidersCheck_AfterTheLesson_Passes()
    {
        _classroom.Log(
            """ "path":"/openai/v1/chat/completions","ok":true,"status":200,"mode":"proxy" """,
            """ "path":"/anthropic/v1/messages","ok":true,"status":200,"mode":"proxy" """,
            """ "path":"/anthropic/v1/messages","ok":false,"status":403,"error":"upstream_not_allowed" """);

        await AssertPassesAsync(9);
    }

    [Fact]
    public async Task RedirectCheck_AfterTheLesson_Passes()
    {
        _classroom.Log(""" "path":"/v1/chat/completions","ok":false,"status":502,"mode":"proxy","error":"upstream_redirect_refused" """);

        await AssertPassesAsync(7);
    }

    [Fact]
    public async Task RotatedKeyCheck_AfterTheLesson_Passes()
    {
        _classroom.Log(ChatAnswered, ChatRejected, ChatAnswered);

        await AssertPassesAsync(8);
    }

    private async Task AssertPassesAsync(int lesson)
    {
        var (passed, printed) = await _classroom.CheckAsync(lesson);

        Assert.True(passed, printed);
        Assert.StartsWith($"PASS  Lesson {lesson}: ", printed.Split('\n')[^2], StringComparison.Ordinal);
    }
}
