using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using MockProvider.Answers;
using MockProvider.Anthropic;
using MockProvider.Faults;
using MockProvider.Journal;
using MockProvider.OpenAI;
using MockProvider.Verdicts;
using WireMock.Server;

namespace MockProvider.Hosting;

/// <summary>The steps ahead of WireMock, in the order of a request.</summary>
internal sealed class Pipeline(
    MockProviderOptions options, RequestJournal journal, Task<WireMockServer> started, CancellationToken stopping)
{
    /// <summary>Called by WireMock while it builds its server.</summary>
    public void Configure(IApplicationBuilder app)
    {
        var dialects = new Dialects(new OpenAiDialect(options.TimeProvider), new AnthropicDialect(options.TimeProvider));
        var keys = new ProviderKey(options.ApiKey);
        var faults = new FaultSwitch();
        var limits = new RateLimits(options.RequestsPerMinute, options.TokensPerMinute, options.TimeProvider);
        var answers = new AnswerMaker(dialects, keys, faults, limits, options.LoggerFactory);

        app.UseMiddleware<LastResort>(dialects, options.LoggerFactory);
        app.Use(AnswerProbes);
        app.UseMiddleware<AdminGuard>(dialects.First);
        app.UseMiddleware<ControlInterface>(new FaultControl(faults), new VerdictPage(journal, options.ApiKey, dialects), dialects.First);
        app.UseMiddleware<RequestRecorder>(journal, options.TimeProvider);
        app.UseMiddleware<RequestLog>(keys, dialects, options.LoggerFactory);
        app.UseMiddleware<AnswerWriter>(new Pauses(options.ChunkDelay, options.TimeProvider, stopping));
        app.UseMiddleware<WireMockStep>(started, answers, stopping);
    }

    /// <summary>Answers the orchestrator's probes ahead of everything else, so that they are neither journaled nor refused.</summary>
    private static Task AnswerProbes(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != ServiceDefaultsExtensions.ReadyPath && context.Request.Path != ServiceDefaultsExtensions.AlivePath)
        {
            return next(context);
        }

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("Healthy", context.RequestAborted);
    }
}
