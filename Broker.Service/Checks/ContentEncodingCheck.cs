using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 6a: the body is not compressed. The broker cannot check a body that it cannot read.</summary>
internal static class ContentEncodingCheck
{
    private const string Rule = BoundaryNames.EncodingRule;
    private const string Plain = "identity";

    /// <summary>Returns the verdict; null if the check passes.</summary>
    public static Verdict? Check(RequestRecord record, Caller caller, Route route)
    {
        var encodings = record.Headers.ContentEncoding;
        return encodings is [] || (encodings is [{ } only] && only.Equals(Plain, StringComparison.OrdinalIgnoreCase))
            ? null
            : new Verdict.Refused(Rule, BrokerError.EncodingNotSupported, Answer(encodings.ToString())) { Caller = caller, Upstream = route.Upstream, Route = route };
    }

    private static BrokerAnswer Answer(string encoding) => BrokerAnswer.For(
        BrokerError.EncodingNotSupported,
        $"the request says Content-Encoding: {PrintableValue.From(encoding)}, and the broker reads plain JSON alone;"
            + " switch request compression off (Codex compresses with a ChatGPT login: use an API key, or set features.enable_request_compression to false)");
}
