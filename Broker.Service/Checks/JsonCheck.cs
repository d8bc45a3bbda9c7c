using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 8: the body is one JSON value, or empty.</summary>
internal static class JsonCheck
{
    /// <summary>Returns the last verdict. Owns the body; disposes it if the request is refused.</summary>
    public static Verdict Check(Caller caller, Route route, RequestBody body)
    {
        string? model = null;
        if (body.Length == 0 || JsonBody.TryRead(body.Bytes.Span, out model))
        {
            return new Verdict.Admitted(BoundaryNames.JsonRule, caller, route, body, model ?? "");
        }

        var length = body.Length;
        body.Dispose();
        return new Verdict.Refused(BoundaryNames.JsonRule, BrokerError.InvalidJson) { Route = route, BytesIn = length };
    }
}
