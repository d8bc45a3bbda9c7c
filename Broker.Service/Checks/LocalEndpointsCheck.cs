using Broker.Service.Configuration.Sections;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>
/// Row 3: answers requests to the broker's own endpoints. In the lab's form it also refuses every GET that no entry allows; in the general
/// form such a GET needs a token like any other request.
/// </summary>
internal sealed class LocalEndpointsCheck(HealthAnswer health, CallerTokenCheck callerToken)
{
    private const string Rule = BoundaryNames.LocalEndpointsRule;
    private const string HelloPath = "/api/hello";
    private const int LongestHint = 256;
    private static readonly Verdict Probe = new Verdict.Probe(Rule);
    private static readonly Verdict Hello = new Verdict.Probe(Rule, new BrokerAnswer(StatusCodes.Status200OK, default));
    private static readonly Verdict.Refused NotFound = new(Rule, BrokerError.NotFound) { IsHealth = true };

    /// <summary>Returns the verdict; null if the check passes.</summary>
    public Verdict? Check(RequestRecord record) => record.Method switch
    {
        "HEAD" when record.Policy.IsGeneral => IsHello(record) ? Hello : null,
        "GET" => record.RawTarget switch
        {
            HealthAnswer.Path => new Verdict.Answered(Rule, health.Create(record.Policy)),
            ServiceDefaultsExtensions.ReadyPath or ServiceDefaultsExtensions.AlivePath => Probe,
            _ => record.Policy.IsGeneral ? null : CheckEntry(record),
        },
        _ => null,
    };

    /// <summary>Returns true for what tools ask before their first request: a base URL, or Claude Code's greeting under one.</summary>
    private static bool IsHello(RequestRecord record)
    {
        var target = record.RawTarget;
        var path = target.EndsWith(HelloPath, StringComparison.Ordinal) ? target[..^HelloPath.Length] : target.TrimEnd('/');
        return path.Length == 0 || record.Policy.Upstreams.Any(upstream => upstream.PathPrefix == path);
    }

    private Verdict.Refused? CheckEntry(RequestRecord record)
    {
        if (record.IsUpgrade || record.Policy.Routes.Find(record.Method, record.RawTarget) is not null)
        {
            return null;
        }

        // The token is not asked for here. Who has it all the same may hear what the list of allowed paths lacks.
        return callerToken.TryFind(record, out var caller, out _) && Hint(record, caller) is { } detail
            ? NotFound with { Answer = BrokerAnswer.For(BrokerError.NotFound, detail), Caller = caller }
            : NotFound;
    }

    private static string? Hint(RequestRecord record, Caller caller)
    {
        var target = record.RawTarget;
        if (BaseUrlHint.Find(record, HttpMethods.Get, caller) is { } baseUrl)
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
