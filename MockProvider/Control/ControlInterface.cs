using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using MockProvider.Errors;
using MockProvider.Verdicts;

namespace MockProvider.Control;

/// <summary>
/// The mock's own interface, which the real service does not have: what to do wrong next, and what to think of the requests so
/// far. It stands behind <see cref="Hosting.AdminGuard"/> and ahead of the journal.
/// </summary>
internal sealed class ControlInterface(RequestDelegate next, FaultControl faults, VerdictPage verdicts)
{
    public const string Path = "/__mock";
    public const string FaultsPath = $"{Path}/faults";
    public const string VerdictPath = $"{Path}/verdict";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        var answer = await AnswerAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        await answer.WriteWholeAsync(context).ConfigureAwait(false);
    }

    private async Task<Answer> AnswerAsync(HttpRequest request, CancellationToken aborted) => (request.Path.Value, request.Method) switch
    {
        (FaultsPath, "GET") => faults.Show(),
        (FaultsPath, "POST") => await faults.ArmAsync(request.Body, aborted).ConfigureAwait(false),
        (FaultsPath, "DELETE") => faults.Clear(),
        (FaultsPath, _) => WrongMethod("GET, POST, DELETE"),
        (VerdictPath, "GET") => verdicts.Show(),
        (VerdictPath, _) => WrongMethod("GET"),
        _ => Answer.Of(OpenAiErrors.UnknownUrl(request.Method, request.Path), []),
    };

    private static Answer WrongMethod(string allowed) => Answer.Of(OpenAiErrors.WrongMethod(allowed), [new("Allow", allowed)]);
}
