using Broker.Service.Configuration.Sections;
using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 3: answers GET requests to the broker's own endpoints, and refuses every GET that no entry allows.</summary>
internal sealed class LocalEndpointsCheck(HealthAnswer health)
{
    private const string Rule = BoundaryNames.LocalEndpointsRule;
    private const int LongestHint = 256;
    private static readonly Verdict Probe = new Verdict.Probe(Rule);
    private static readonly Verdict.Refused NotFound = new(Rule, BrokerError.NotFound) { IsHealth = true };

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
            // The token is not asked for here. Who has it all the same may hear what the list of allowed paths lacks.
            _ when CallerTokenCheck.TryFind(record, out _, out _) && Hint(record) is { } detail =>
                NotFound with { Answer = BrokerAnswer.For(BrokerError.NotFound, detail), IsPastCaller = true },
            _ => NotFound,
        };
    }

    private static string? Hint(RequestRecord record)
    {
        var target = record.RawTarget;
        if (BaseUrlHint.Find(record, HttpMethods.Get) is { } baseUrl)
        {
            return baseUrl;
        }

        if (target.Length > LongestHint || RoutesSection.FindProblem($"{HttpMethods.Get} {target}") is not null)
        {
            return null;
        }

        return record.Policy.Routes.Find(HttpMethods.Post, target) is not null
            ? $"allowed_paths in the broker's configuration allows POST {target}; for this GET it needs an entry \"GET {target}\" as well"
            : $"allowed_paths in the broker's configuration has no entry \"GET {target}\", which would allow this request";
    }
}
