using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using WireMock.Server;

namespace MockProvider.Hosting;

/// <summary>
/// Last step before WireMock: sees to it that a mapping will match, and stops waiting for WireMock when the caller has hung up
/// or the server stops, since a mapping with a delay would wait on regardless.
/// </summary>
internal sealed class WireMockStep(RequestDelegate next, Task<WireMockServer> started, AnswerMaker answers, CancellationToken stopping)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Host.HasValue)
        {
            // HTTP/1.0 does without; WireMock makes a URL of it and cannot.
            context.Request.Host = new HostString("localhost");
        }

        WireMockHost.ClaimEverythingElse(await started.ConfigureAwait(false), answers);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await next(context).WaitAsync(over.Token).ConfigureAwait(false);
    }
}
