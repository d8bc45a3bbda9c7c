using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Checks;

/// <summary>Row 1: the <c>Host</c> header names this machine. Stops pages whose name resolves to 127.0.0.1 (DNS rebinding).</summary>
internal sealed class HostCheck(Settings settings)
{
    private static readonly Verdict Refusal = new Verdict.Refused(BoundaryNames.HostRule, BrokerError.HostNotAllowed);

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names = new HashSet<string>(
        ["127.0.0.1", "localhost", "[::1]", HostName.ForUrl(settings.Listen.Host), .. settings.Listen.EffectiveUrls.Select(url => new Uri(url).Host)],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Returns the verdict; null if the check passes.</summary>
    public Verdict? Check(RequestRecord record) =>
        record.Headers.Host is [{ } host] && _names.Contains(HostName.WithoutPort(host)) ? null : Refusal;
}
