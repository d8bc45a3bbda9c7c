using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Threats;

/// <summary>C45, C47 and C48: how often the key is fetched, and what happens without one.</summary>
public sealed class SecretLifeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Waits are over when a test says so, however slow the machine is.
    private readonly FakeTimeProvider _time = new();

    private string Runs => _folder.File("runs");

    private string Key => _folder.File("key");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C45_Proxy_WithoutASecret_SendsNoAuthorization(bool asksForToken)
    {
        await using var stage = await Stage.StartAsync(options => options with
        {
            SecretSource = new SecretSourceOptions(),
            ClientTokenEnv = asksForToken ? options.ClientTokenEnv : null,
        });

        Assert.Equal(200, (await stage.SendAsync(new RawRequest { Headers = [$"Authorization: Bearer {RunningBroker.Token}"] })).Status);

        Assert.DoesNotContain("Authorization", Assert.Single(stage.Upstream.Requests).Headers.Keys);
    }

    [Fact]
    public async Task C47_Requests_ComingTogetherFirst_CostOneRun()
    {
        await using var stage = await StartAsync($"echo run >> '{Runs}'; sleep 0.2; echo sk-1234567890");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => stage.SendAsync(new RawRequest())));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(File.ReadLines(Runs));
        Assert.Equal(50, stage.Broker.EventLines().Count);
    }

    [Fact]
    public async Task C47_Failure_OfTheCommand_IsRememberedForItsBackOff()
    {
        await using var stage = await StartAsync($"echo run >> '{Runs}'; exit 1");

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("secret_unavailable", (await stage.SendAsync(new RawRequest())).Error);
        }

        Assert.Single(File.ReadLines(Runs));
        _time.Advance(BackOff.Shortest);
        await stage.SendAsync(new RawRequest());
        Assert.Equal(2, File.ReadLines(Runs).Count());
        _time.Advance(BackOff.Shortest);
        await stage.SendAsync(new RawRequest());
        Assert.Equal(2, File.ReadLines(Runs).Count());
        Assert.Empty(stage.Upstream.Requests);
        Assert.Equal(22, stage.Broker.EventLines().Count);
    }

    [Fact]
    public async Task C47_Host_ThatHangsUpWhileTheKeyIsFetched_EndsNeitherTheFetchNorTheOthers()
    {
        var go = _folder.File("go");
        await using var stage = await StartAsync($"echo run >> '{Runs}'; until test -e '{go}'; do sleep 0.05; done; echo sk-1234567890");
        using (var leaving = await stage.ConnectAsync())
        {
            await leaving.SendAsync(new RawRequest().Text, Patience.Token);
            await Patience.UntilAsync(() => File.Exists(Runs), Patience.Token);
        }

        await Patience.UntilAsync(() => stage.Broker.EventLines().Count > 0, Patience.Token);
        Stage.AssertEvent(stage.Broker.Events()[0], 499, "client_disconnected");
        var staying = stage.SendAsync(new RawRequest());
        await File.WriteAllTextAsync(go, "", Patience.Token);

        Assert.Equal(200, (await staying).Status);
        Assert.Single(File.ReadLines(Runs));
        Assert.Single(stage.Upstream.Requests);
    }

    [Fact]
    public async Task C48_Key_RejectedByTheUpstream_IsFetchedAfresh()
    {
        var valid = "sk-first-key-1";
        await File.WriteAllTextAsync(Key, valid, Patience.Token);
        await using var stage = await StartAsync($"echo run >> '{Runs}'; cat '{Key}'", context => AnswerAsync(context, valid));

        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);
        valid = "sk-second-key-2";
        await File.WriteAllTextAsync(Key, valid, Patience.Token);
        var rejected = await stage.SendAsync(new RawRequest());
        Assert.Equal((401, "no"), (rejected.Status, rejected.Body));
        Assert.Equal(200, (await stage.SendAsync(new RawRequest())).Status);

        Assert.Equal(3, stage.Upstream.Requests.Count);
        Assert.Equal(2, File.ReadLines(Runs).Count());
    }

    [Fact]
    public async Task C48_Key_RejectedAgainAndAgain_DoesNotCostARunEach()
    {
        await using var stage = await StartAsync($"echo run >> '{Runs}'; echo sk-wrong-key-1", context => AnswerAsync(context, "another"));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(401, (await stage.SendAsync(new RawRequest())).Status);
        }

        Assert.InRange(File.ReadLines(Runs).Count(), 1, 2);
        Assert.Equal(20, stage.Upstream.Requests.Count);
    }

    private static Task AnswerAsync(HttpContext context, string valid)
    {
        var isValid = context.Request.Headers.Authorization == $"Bearer {valid}";
        context.Response.StatusCode = isValid ? 200 : 401;
        return context.Response.WriteAsync(isValid ? "yes" : "no");
    }

    private Task<Stage> StartAsync(string script, Func<HttpContext, Task>? answer = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs /bin/sh; how often a command runs is decided in the same place on every system.");
        return Stage.StartAsync(
            options => options with { SecretSource = new SecretSourceOptions { Kind = SecretSourceKind.Command, Argv = ["/bin/sh", "-c", script] } },
            answer,
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            services => services.AddSingleton<TimeProvider>(_time));
    }
}
