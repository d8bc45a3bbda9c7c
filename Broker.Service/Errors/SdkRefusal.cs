using Broker.Service.Dialects;

namespace Broker.Service.Errors;

/// <summary>
/// A refusal in the shape of a provider's error. Stock SDKs show only its <c>message</c>, and some tools act on the status: they retry
/// after a 500, and drop the conversation after a 413.
/// </summary>
internal static class SdkRefusal
{
    private const string BodyLimit = "body_limit";

    /// <summary>Converts a refusal from the broker's own shape.</summary>
    /// <param name="request">Method and path, such as <c>POST /v1/files</c>; null if the answer must not name them.</param>
    /// <param name="dialect">The API whose errors the host can show.</param>
    public static BrokerAnswer From(BrokerAnswer refusal, string? request, Dialect dialect)
    {
        // Refusals of the HTTP server itself have an empty body in every shape.
        if (refusal is not { Error: { } error, Body.IsEmpty: false })
        {
            return refusal;
        }

        var status = Status(error);
        var code = error == BrokerError.RequestTooLarge ? BodyLimit : error.Code();
        return new BrokerAnswer(status, DialectError.ToJson(dialect, status, code, Message(error, request, refusal.Detail)))
        {
            Error = error,
            Detail = refusal.Detail,
            Headers = IsPermanent(error) ? [.. refusal.Headers, new("x-should-retry", "false")] : refusal.Headers,
        };
    }

    private static int Status(BrokerError error) => error switch
    {
        BrokerError.SecretUnavailable => StatusCodes.Status424FailedDependency,
        BrokerError.RequestTooLarge => StatusCodes.Status400BadRequest,
        _ => error.Status(),
    };

    private static string Message(BrokerError error, string? request, string? detail) =>
        $"Broker: {error.Summary()}{(request is null ? "" : $" ({request})")}{(detail is null ? "" : $": {detail}")}";

    /// <summary>Returns true if a retry of the same request would be refused again.</summary>
    private static bool IsPermanent(BrokerError error) => error is not (
        BrokerError.Busy or BrokerError.AuditUnavailable or BrokerError.UpstreamUnreachable or BrokerError.UpstreamTimeout or BrokerError.UpstreamInterrupted
        or BrokerError.ClientDisconnected or BrokerError.BrokerStopping or BrokerError.InternalError);
}
