using Microsoft.AspNetCore.Builder;
using MockProvider.Answers;
using MockProvider.Control;
using MockProvider.Credentials;
using MockProvider.Headers;
using MockProvider.Journal;
using MockProvider.Misbehaviour;
using MockProvider.Telemetry;
using MockProvider.Verdicts;
using WireMock.Server;

namespace MockProvider.Hosting;

/// <summary>The steps ahead of WireMock, in the order of a request.</summary>
internal sealed class Pipeline(MockProviderOptions options, RequestJournal journal, Task<WireMockServer> started, CancellationToken stopping)
{
    /// <summary>Called by WireMock while it builds its server.</summary>
    public void Configure(IApplicationBuilder app)
    {
        var keys = new ProviderKey(options.ApiKey);
        var faults = new FaultSwitch();
        var limits = new RateLimits(options.RequestsPerMinute, options.TokensPerMinute, options.TimeProvider);
        var answers = new AnswerMaker(Endpoints.All(options.TimeProvider), keys, new AnswerFinish(faults, limits, options.LoggerFactory), options.LoggerFactory);

        app.UseMiddleware<LastResort>(options.LoggerFactory);
        app.UseMiddleware<HealthProbe>();
        app.UseMiddleware<AdminGuard>();
        app.UseMiddleware<ControlInterface>(new FaultControl(faults), new VerdictPage(journal, options.ApiKey));
        app.UseMiddleware<SpanTags>(keys);
        app.UseMiddleware<RequestRecorder>(journal, options.TimeProvider);
        app.UseMiddleware<RequestLog>(keys, options.LoggerFactory);
        app.UseMiddleware<AnswerWriter>(new Pauses(options.ChunkDelay, options.TimeProvider, stopping));
        app.UseMiddleware<WireMockStep>(started, answers, stopping);
    }
}
