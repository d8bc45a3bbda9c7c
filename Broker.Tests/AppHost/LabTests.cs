using System.Text.Json;
using Broker.Tests.Infrastructure;
using Broker.Tests.Leaks;
using static Broker.Tests.AppHost.LabCalls;

namespace Broker.Tests.AppHost;

/// <summary>The lab as a learner runs it: the app host itself, on free ports, without any setting of the machine.</summary>
public sealed class LabTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lab_ChatRequest_IsAnsweredByTheMockAndTracedAcrossBroker()
    {
        await using var lab = Start(BrowserToken);
        using var host = new HttpClient(WatchedStream.CreateHandler()) { BaseAddress = await lab.WaitForReadyAsync("broker", Cancel) };

        using var answer = await ChatAsync(host, "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");
        var chat = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("hello", chat.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!, StringComparison.Ordinal);

        var spans = await FindTraceAsync(lab, "0123456789abcdef0123456789abcdef", spanCount: 5);
        Assert.Equal(
            ["broker POST /v1/chat/completions", "broker check", "broker secret", "broker chat gpt-4o-mini", "mock-provider POST /v1/chat/completions"],
            spans.Select(span => $"{Text(span, "resource")} {Text(span, "name")}"));
        Assert.Equal("0123456789abcdef", Text(spans[0], "parentSpanId"));
        Assert.Equal(Text(spans[3], "spanId"), Text(spans[4], "parentSpanId"));
        Assert.Equal("provider key", Text(spans[4].GetProperty("attributes"), "mock.credential"));
        Assert.DoesNotContain(spans, span => span.GetRawText().Contains(ProviderKey, StringComparison.Ordinal));
        Assert.DoesNotContain(lab.Lines, line => line.Contains(ProviderKey, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("send-chat", "200 OK")]
    [InlineData("send-stream", "200 OK")]
    [InlineData("send-refused-upstream", "400 BadRequest")]
    [InlineData("send-without-token", "401 Unauthorized")]
    [InlineData("send-wrong-token", "401 Unauthorized")]
    [InlineData("send-to-other-path", "403 Forbidden")]
    [InlineData("send-too-large", "413 RequestEntityTooLarge")]
    [InlineData("send-invalid-json", "400 BadRequest")]
    public async Task Lab_CommandOfTheBroker_SucceedsWithTheExpectedAnswer(string command, string expected)
    {
        await using var lab = Start(BrowserToken);
        await lab.WaitForReadyAsync("broker", Cancel);
        using var dashboard = await DashboardAsync(lab);

        var outcome = await CommandAsync(dashboard, "broker", command);

        Assert.True(outcome.GetProperty("success").GetBoolean(), outcome.GetRawText());
        Assert.StartsWith(expected, Text(outcome, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_SampleHost_StartsWhenAskedAndBeginsATraceOfThreeHops()
    {
        await using var lab = Start(BrowserToken, ("OPENAI_API_KEY", "sk-of-the-developer"), ("Lab__MockKey", "sk-of-the-mock"));
        await lab.WaitForReadyAsync("broker", Cancel);
        Assert.DoesNotContain(lab.Lines, line => line.StartsWith("sample-host", StringComparison.Ordinal));
        using var dashboard = await DashboardAsync(lab);

        using var started = await dashboard.PostAsync("/api/resources/sample-host/start", null, Cancel);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancel));
        await lab.WaitForReadyAsync("sample-host", Cancel);
        var process = lab.ResourceProcesses[^1];
        var outcome = await CommandAsync(dashboard, "sample-host", "chat");

        Assert.True(outcome.GetProperty("success").GetBoolean(), outcome.GetRawText());
        Assert.Contains("hello from the sample host", Text(outcome, "message"), StringComparison.Ordinal);
        var spans = await FindTraceAsync(lab, Text(outcome, "traceId")!, spanCount: 9);
        Assert.Equal(["dashboard", "sample-host", "broker", "mock-provider"], spans.Select(span => Text(span, "resource")).Distinct());
        Assert.DoesNotContain(spans, span => span.GetProperty("parentMissing").GetBoolean());
        if (OperatingSystem.IsLinux())
        {
            var environment = await File.ReadAllTextAsync($"/proc/{process}/environ", Cancel);
            Assert.Contains("OPENAI_API_KEY=lab-caller-token", environment, StringComparison.Ordinal);
            Assert.DoesNotContain("sk-", environment, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("broker-dry-run", "send-dry-run", "\"mode\": \"dry_run\"")]
    [InlineData("broker-without-key", "send-without-key", "\"error\": \"secret_unavailable\"")]
    public async Task Lab_BrokerOfAnExercise_StartsWhenAskedAndAnswersAsExpected(string resource, string command, string expected)
    {
        await using var lab = Start(BrowserToken);
        await lab.WaitForReadyAsync("broker", Cancel);
        using var dashboard = await DashboardAsync(lab);
        using var started = await dashboard.PostAsync($"/api/resources/{resource}/start", null, Cancel);
        await lab.WaitForReadyAsync(resource, Cancel);

        var outcome = await CommandAsync(dashboard, resource, command);

        Assert.True(outcome.GetProperty("success").GetBoolean(), outcome.GetRawText());
        Assert.Contains(expected, Text(outcome, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_WhenKilled_LeavesNoProcess()
    {
        await using var lab = Start();
        await lab.WaitForReadyAsync("broker", Cancel);

        lab.Kill();

        await lab.WaitForExitAsync(Cancel);
        Assert.Equal(2, lab.ResourceProcesses.Count);
        await lab.WaitForOrphansToEndAsync(Cancel);
    }

    [Fact]
    public async Task Lab_DryRunProfile_DescribesTheRequest()
    {
        await using var lab = Start(("Lab__Provider", "None"));
        using var host = new HttpClient(WatchedStream.CreateHandler()) { BaseAddress = await lab.WaitForReadyAsync("broker", Cancel) };

        using var answer = await host.PostAsync("/v1/responses", new StringContent("""{"prompt":"hello"}"""), Cancel);

        Assert.Contains("\"mode\": \"dry_run\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_OpenAIProfileWithoutAKey_RefusesToStart()
    {
        await using var lab = Start(("Lab__Provider", "OpenAI"));

        var line = await lab.WaitForLineAsync("OPENAI_API_KEY", Cancel);

        Assert.Equal(1, await lab.WaitForExitAsync(Cancel));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }

    private AppHostProcess Start(params (string Name, string Value)[] settings) => LabCalls.Start(_folder, settings);

    private static async Task<IReadOnlyList<JsonElement>> FindTraceAsync(AppHostProcess lab, string traceId, int spanCount)
    {
        using var dashboard = await DashboardAsync(lab);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await dashboard.GetAsync($"/api/traces/{traceId}", deadline.Token);
            if (answer.IsSuccessStatusCode)
            {
                var spans = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(deadline.Token)).RootElement.GetProperty("spans");
                if (spans.GetArrayLength() >= spanCount)
                {
                    return [.. spans.EnumerateArray()];
                }
            }

            await Task.Delay(100, deadline.Token);
        }
    }
}
