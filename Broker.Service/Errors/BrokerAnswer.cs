using Microsoft.Extensions.Primitives;

namespace Broker.Service.Errors;

/// <summary>An answer of the broker itself. Sent only after its event is written.</summary>
/// <param name="Body">JSON, or empty.</param>
internal sealed record BrokerAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Header that names the refusal, whatever shape the answer has.</summary>
    public const string ErrorHeader = "X-Broker-Error";

    /// <summary>Why the request was refused; null if it was not.</summary>
    public BrokerError? Error { get; init; }

    /// <summary>Facts of this case, or what to do; null if nothing helps.</summary>
    public string? Detail { get; init; }

    /// <summary>Additional headers, such as <c>Allow</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    /// <summary>Creates the answer to a failed request: error code, path and detail.</summary>
    /// <param name="detail">Facts of this case, in place of the general remedy. Never secret.</param>
    /// <param name="path">The requested path; null to leave it out.</param>
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

    /// <summary>Sends the answer. Replaces headers that are set already.</summary>
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
