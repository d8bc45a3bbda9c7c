using Microsoft.AspNetCore.Builder;
using MockProvider.Answers;
using MockProvider.Credentials;
using MockProvider.Journal;
using MockProvider.Telemetry;
using WireMock.Server;

namespace MockProvider.Hosting;

/// <summary>The steps ahead of WireMock, in the order of a request.</summary>
internal sealed class Pipeline(MockProviderOptions options, RequestJournal journal, Task<WireMockServer> started, CancellationToken stopping)
{
    /// <summary>Called by WireMock while it builds its server.</summary>
    public void Configure(IApplicationBuilder app)
    {
        var keys = new ProviderKey(options.ApiKey);
        var answers = new AnswerMaker(Endpoints.All(options.TimeProvider), keys, options.LoggerFactory);

        app.UseMiddleware<LastResort>(options.LoggerFactory);
        app.UseMiddleware<HealthProbe>();
        app.UseMiddleware<AdminGuard>();
        app.UseMiddleware<SpanTags>(keys);
        app.UseMiddleware<RequestRecorder>(journal, options.TimeProvider);
        app.UseMiddleware<RequestLog>(keys, options.LoggerFactory);
        app.UseMiddleware<AnswerWriter>(new ChunkPause(options.ChunkDelay, options.TimeProvider, stopping));
        app.UseMiddleware<WireMockStep>(started, answers, stopping);
    }
}
