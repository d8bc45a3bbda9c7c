using Microsoft.AspNetCore.Http;
using MockProvider.Answers;
using MockProvider.Faults;
using MockProvider.Verdicts;

namespace MockProvider.Hosting;

/// <summary>
/// The mock's own interface, which the real service does not have: what to do wrong next, and what to think of the requests so
/// far. It stands behind <see cref="AdminGuard"/> and ahead of the journal.
/// </summary>
internal sealed class ControlInterface(RequestDelegate next, FaultControl faults, VerdictPage verdicts, IDialect dialect)
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
        Answer answer;
        try
        {
            answer = await AnswerAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        }
        catch (ApiException refusal)
        {
            answer = dialect.Refuse(refusal.Error, []);
        }

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
        _ => dialect.Refuse(Errors.UnknownUrl(request.Method, request.Path), []),
    };

    private Answer WrongMethod(string allowed) =>
        dialect.Refuse(Errors.WrongMethod(allowed), []).With(KeyValuePair.Create("Allow", allowed));
}
