using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Faults;

/// <summary>A secret command that is at fault for a long time.</summary>
public class SecretCommandFaultTests
{
    private const int Failures = 20;
    private static readonly string Token = $"X-Broker-Token: {RunningBroker.Token}";

    [Fact]
    public async Task Command_ThatFailsTwentyTimes_IsRunOnceForEachWaitAndServedFromOnceItWorks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs /bin/sh; what a command may do is decided in the same place on every system.");
        using var folder = new TemporaryFolder();
        var runs = folder.File("runs");
        var clock = new FakeTimeProvider();
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var broker = await StartAsync(upstream, clock, $"echo run >> {runs}; test $(wc -l < {runs}) -gt {Failures} && echo sk-at-last-it-works");
        var wait = BackOff.Shortest;

        for (var failure = 1; failure <= Failures; failure++)
        {
            for (var request = 0; request < 3; request++)
            {
                var refused = await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token);
                Assert.Equal("secret_unavailable", refused.Json().GetProperty("error").GetString());
            }

            clock.Advance(wait - TimeSpan.FromTicks(1));
            Assert.Equal(500, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
            Assert.Equal(failure, (await File.ReadAllLinesAsync(runs, Patience.Token)).Length);
            clock.Advance(TimeSpan.FromTicks(1));
            wait = wait * 2 < BackOff.Longest ? wait * 2 : BackOff.Longest;
        }

        Assert.Equal(200, (await WrittenRequest.SendAsync(broker, "POST /v1/responses", "{}", Token)).Status);
        Assert.Equal(["Bearer sk-at-last-it-works"], Assert.Single(upstream.Requests).Headers["Authorization"]);
        Assert.Equal((4 * Failures) + 1, broker.Events().Count);
    }

    private static Task<RunningBroker> StartAsync(RecordingUpstream upstream, TimeProvider clock, string script) => RunningBroker.StartProxyAsync(
        upstream.Url,
        options => options with { SecretSource = new SecretSourceOptions { Kind = SecretSourceKind.Command, Argv = ["/bin/sh", "-c", script] } },
        environment: new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        customize: services => services.AddSingleton(clock));
}
