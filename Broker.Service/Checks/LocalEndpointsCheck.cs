using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 3: answers GET requests to the broker's own endpoints, and refuses every GET that no entry allows.</summary>
internal sealed class LocalEndpointsCheck(HealthAnswer health)
{
    private const string Rule = BoundaryNames.LocalEndpointsRule;
    private static readonly Verdict Probe = new Verdict.Probe(Rule);
    private static readonly Verdict NotFound = new Verdict.Refused(Rule, BrokerError.NotFound) { IsHealth = true };

    /// <summary>Returns the verdict; null if the check passes.</summary>
    public Verdict? Check(RequestRecord record)
    {
        if (record.Method != HttpMethods.Get)
        {
            return null;
        }

        return record.RawTarget switch
        {
            HealthAnswer.Path => new Verdict.Answered(Rule, health.Create(record.Policy)),
            ServiceDefaultsExtensions.ReadyPath or ServiceDefaultsExtensions.AlivePath => Probe,
            _ when record.IsUpgrade || record.Policy.Routes.Find(record.Method, record.RawTarget) is not null => null,
            _ => NotFound,
        };
    }
}
