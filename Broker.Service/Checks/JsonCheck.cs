using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>
/// Row 8: the body is one JSON value, or empty. JSON is JSON whatever it is called; what is none is refused by what it is called.
/// </summary>
internal static class JsonCheck
{
    private const string Rule = BoundaryNames.JsonRule;
    private const string MarkDetail =
        "the body begins with a byte order mark, which JSON does not have (RFC 8259, section 8.1); send it in UTF-8 without one";

    /// <summary>Returns the last verdict. Owns the body; disposes it if the request is refused.</summary>
    public static Verdict Check(RequestRecord record, Caller caller, RouteTarget target, RequestBody body)
    {
        string? model = null;
        if (body.Length == 0 || JsonBody.TryRead(body.Bytes.Span, out model))
        {
            return new Verdict.Admitted(Rule, caller, target, body, model ?? "");
        }

        var (length, hasMark) = (body.Length, JsonBody.HasByteOrderMark(body.Bytes.Span));
        body.Dispose();
        var refusal = MediaType.FindForeign(record.Headers.ContentType) is { } type
            ? new Verdict.Refused(Rule, BrokerError.MediaTypeNotSupported, BrokerAnswer.For(BrokerError.MediaTypeNotSupported, Detail(type)))
            : new Verdict.Refused(Rule, BrokerError.InvalidJson, BrokerAnswer.For(BrokerError.InvalidJson, hasMark ? MarkDetail : null));
        return refusal with { Caller = caller, Upstream = target.Route.Upstream, Route = target.Route, BytesIn = length };
    }

    private static string Detail(string type) => MediaType.IsMultipart(type)
        ? $"{PrintableValue.From(type)} is an upload, and uploads are not supported here: the broker forwards JSON alone"
        : $"the body is called {PrintableValue.From(type)} and is not JSON: the broker forwards JSON alone";
}
