using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 4: the method is POST or named by an entry of <c>allowed_paths</c>, compared ordinally.</summary>
internal static class MethodCheck
{
    /// <summary>Returns the verdict; null if the check passes.</summary>
    public static Verdict? Check(RequestRecord record) =>
        record.IsUpgrade || record.Policy.Routes.Methods.Contains(record.Method) ? null : Refusal(record.Policy.Routes.Methods);

    private static Verdict.Refused Refusal(IReadOnlyList<string> methods) => new(
        BoundaryNames.MethodRule,
        BrokerError.MethodNotAllowed,
        BrokerAnswer.For(BrokerError.MethodNotAllowed) with { Headers = [new("Allow", string.Join(", ", methods))] });
}
