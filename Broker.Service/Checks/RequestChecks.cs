using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Runs the checks in order. The first that fails decides; the others do not run.</summary>
internal sealed class RequestChecks(
    HostCheck host, LoopCheck loop, LocalEndpointsCheck localEndpoints, CallerTokenCheck callerToken, BodyMemory memory) : IRequestChecks
{
    public async ValueTask<Verdict> RunAsync(RequestRecord record)
    {
        using var span = BrokerTelemetry.Start(BoundaryNames.CheckSpan);
        var verdict = await DecideAsync(record);
        if (span is not null)
        {
            CheckSpan.Describe(span, record, verdict);
        }

        return verdict;
    }

    private ValueTask<Verdict> DecideAsync(RequestRecord record)
    {
        var verdict = host.Check(record)
            ?? OriginCheck.Check(record)
            ?? loop.Check(record)
            ?? localEndpoints.Check(record)
            ?? MethodCheck.Check(record);
        if (verdict is not null)
        {
            return new(verdict);
        }

        if (!callerToken.TryFind(record, out var caller, out verdict) || !AllowedPathCheck.TryFind(record, caller, out var target, out verdict))
        {
            return new(verdict);
        }

        return ContentEncodingCheck.Check(record, caller, target.Route) is { } refusal ? new(refusal) : BodyCheck.CheckAsync(record, caller, target, memory);
    }
}
