using Microsoft.Extensions.Primitives;

namespace Broker.Service.Errors;

/// <summary>An answer of the broker itself. It is only sent once its event is in the log.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON, or nothing.</param>
internal sealed record BrokerAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Header that says which refusal an answer is, whatever shape the answer has.</summary>
    public const string ErrorHeader = "X-Broker-Error";

    /// <summary>Why the request was refused; null for an answer that is no refusal.</summary>
    public BrokerError? Error { get; init; }

    /// <summary>What to do about it, or what this case adds; null where nothing helps.</summary>
    public string? Detail { get; init; }

    /// <summary>Headers beyond the usual ones, such as <c>Allow</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    /// <summary>The answer to a request that failed: code, the facts of this case, and what to do about it.</summary>
    /// <param name="error">Why it failed.</param>
    /// <param name="detail">What this case adds; takes the place of the general remedy. Never anything secret.</param>
    /// <param name="path">The path to name, where the answer names one.</param>
    public static BrokerAnswer For(BrokerError error, string? detail = null, string? path = null) => new(
        error.Status(),
        BrokerJson.Object(json =>
        {
            json.WriteBoolean("ok", false);
            json.WriteString("error", error.Code());
            if (path is not null)
            {
                json.WriteString("path", path);
            }

            if ((detail ?? error.Remedy()) is { } text)
            {
                json.WriteString("detail", text);
            }
        }))
    {
        Error = error,
        Detail = detail ?? error.Remedy(),
    };

    /// <summary>Sends the answer in place of whatever was prepared.</summary>
    /// <param name="context">The request to answer.</param>
    public async Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.Clear();
        response.StatusCode = Status;
        response.ContentType = Body.IsEmpty ? null : "application/json";
        response.ContentLength = Body.Length;
        response.Headers.CacheControl = "no-store";
        if (Error is { } error)
        {
            response.Headers[ErrorHeader] = error.Code();
        }

        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
