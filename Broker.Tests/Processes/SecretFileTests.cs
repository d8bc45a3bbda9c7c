using System.Text;
using System.Text.Json;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Processes;

/// <summary>Section 12: the key is in a file.</summary>
public class SecretFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_InAFileThatIsRotated_ArrivesAtTheUpstreamAndNowhereElse()
    {
        const string First = "sk-canary-first";
        const string Second = "sk-canary-later";
        using var folder = new TemporaryFolder();
        await using var upstream = await RecordingUpstream.StartAsync();
        var key = folder.File("openai-key");
        await File.WriteAllTextAsync(key, $"\ufeff{First}\r\n", Cancel);
        UnixFiles.SetMode(key, "644");
        await using var broker = BrokerChild.Start(
            ["--config", BrokerChild.WriteConfig(folder, """ "mode": "proxy", "secret_source": {"kind": "file", "path": "openai-key"} """)],
            ("Broker__upstream_base_url", upstream.Url));
        using var client = StartTests.Client(await broker.ListenAsync());

        Assert.Equal("file:openai-key", JsonDocument.Parse(await client.GetStringAsync("/healthz", Cancel)).RootElement.GetProperty("secret_source").GetString());
        await AssertSentAsync(First);
        await AssertSentAsync(First);
        UnixFiles.Replace(key, Second);
        await AssertSentAsync(Second);
        File.Delete(key);
        using (var refused = await PostAsync())
        {
            var answer = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancel)).RootElement;
            Assert.Equal((500, "secret_unavailable"), ((int)refused.StatusCode, answer.GetProperty("error").GetString()));
            Assert.Equal("file:openai-key: the file does not exist", answer.GetProperty("detail").GetString());
        }

        UnixFiles.Replace(key, First);
        await AssertSentAsync(First);
        await broker.KillAsync();
        var (_, output, errors) = await broker.EndAsync();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Contains($"Other users may read the provider's key in {key}. Remedy: chmod go-rwx {key}", errors, StringComparison.Ordinal);
        }

        Assert.Contains("Secret fetched from file:openai-key", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + errors + await File.ReadAllTextAsync(folder.File("events.jsonl"), Cancel), StringComparison.Ordinal);

        async Task AssertSentAsync(string secret)
        {
            using var answer = await PostAsync();
            Assert.Equal(200, (int)answer.StatusCode);
            Assert.Equal([$"Bearer {secret}"], Assert.Single(upstream.Take()).Headers["Authorization"]);
        }

        Task<HttpResponseMessage> PostAsync() =>
            client.PostAsync("/v1/responses", new StringContent("{}", Encoding.UTF8, "application/json"), Cancel);
    }

    [Fact]
    public async Task CheckConfig_OfAFileThatIsNotThere_ShowsThePathAndWarns()
    {
        using var folder = new TemporaryFolder();
        var config = BrokerChild.WriteConfig(folder, """ "mode": "proxy", "secret_source": {"kind": "file", "path": "./later"} """);
        await using var broker = BrokerChild.Start(["check-config", config]);

        var (code, output, errors) = await broker.EndAsync();

        Assert.Equal(0, code);
        Assert.Contains($"file:{folder.File("later")}", output, StringComparison.Ordinal);
        Assert.Contains($"{folder.File("later")}, which does not exist", errors, StringComparison.Ordinal);
    }
}
