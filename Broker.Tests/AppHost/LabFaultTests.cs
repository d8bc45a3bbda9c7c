using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;
using static Broker.Tests.AppHost.LabCalls;

namespace Broker.Tests.AppHost;

/// <summary>The buttons of the mock in the lab, and what a host gets after each.</summary>
public sealed class LabFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // A host's answer is its status, the encoding, and the body; nothing where it broke off.
    private static readonly (string Fault, Func<(int Status, string? Encoding, string Body)?, bool> IsMet)[] Faults =
    [
        ("mock-429", answer => answer is (429, null, var body) && body.Contains("rate_limit_exceeded", StringComparison.Ordinal)),
        ("mock-500", answer => answer is (500, null, var body) && body.Contains("server_error", StringComparison.Ordinal)),
        ("mock-slow", answer => answer is (200, null, var body) && body.Contains("You said: hello", StringComparison.Ordinal)),
        ("mock-drop", answer => answer is (502, null, var body) && body.Contains("upstream_unreachable", StringComparison.Ordinal)),
        ("mock-drop-midway", answer => answer is null),
        ("mock-redirect", answer => answer is (502, null, var body) && body.Contains("upstream_redirect_refused", StringComparison.Ordinal)),
        ("mock-echo-split", answer => answer is (200, null, var body) && body.Contains($"\"{new string('*', ProviderKey.Length)}\"", StringComparison.Ordinal)),
        ("mock-gzip-bomb", answer => answer is (200, "gzip", { Length: < 100_000 })),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lab_EachFaultOfTheMock_IsMetByTheNextRequestAlone()
    {
        await using var lab = Start(_folder, BrowserToken);
        using var host = new HttpClient(WatchedStream.CreateHandler()) { BaseAddress = await lab.WaitForReadyAsync("broker", Cancel) };
        using var dashboard = await DashboardAsync(lab);

        foreach (var (fault, isMet) in Faults)
        {
            var ordered = await CommandAsync(dashboard, "mock-provider", fault);
            var first = await AnswerAsync(host);
            var second = await AnswerAsync(host);

            Assert.True(ordered.GetProperty("success").GetBoolean(), ordered.GetRawText());
            Assert.True(isMet(first), $"{fault}: {first}");
            Assert.True(second is (200, null, var body) && body.Contains("You said: hello", StringComparison.Ordinal), $"after {fault}: {second}");
        }
    }

    [Fact]
    public async Task Lab_OtherButtonsOfTheMock_ClearAndJudge()
    {
        await using var lab = Start(_folder, BrowserToken);
        await lab.WaitForReadyAsync("broker", Cancel);
        using var dashboard = await DashboardAsync(lab);

        await CommandAsync(dashboard, "mock-provider", "mock-500");
        var failed = await CommandAsync(dashboard, "broker", "send-chat");
        await CommandAsync(dashboard, "mock-provider", "mock-500");
        var cleared = await CommandAsync(dashboard, "mock-provider", "clear-faults");
        var chat = await CommandAsync(dashboard, "broker", "send-chat");
        var verdict = await CommandAsync(dashboard, "mock-provider", "verdict");

        Assert.False(failed.GetProperty("success").GetBoolean(), failed.GetRawText());
        Assert.StartsWith("500 InternalServerError", Text(failed, "message"), StringComparison.Ordinal);
        Assert.Contains("\"armed\": null", Text(cleared, "message"), StringComparison.Ordinal);
        Assert.True(chat.GetProperty("success").GetBoolean(), chat.GetRawText());
        Assert.Contains("Only the provider key arrived, once.", Text(verdict, "message"), StringComparison.Ordinal);
    }

    private static async Task<(int Status, string? Encoding, string Body)?> AnswerAsync(HttpClient host)
    {
        using var answer = await ChatAsync(host).NullIfBroken();
        return answer is null ? null : ((int)answer.StatusCode, answer.Content.Headers.ContentEncoding.SingleOrDefault(), await answer.Content.ReadAsStringAsync(Cancel));
    }
}
