using Broker.Service.Auditing;
using Broker.Service.Authorization;
using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Authentication;

/// <summary>
/// Row 1: the <c>Host</c> header names this machine. A page that a foreign name resolves to 127.0.0.1 (DNS rebinding) sends
/// that name, and is turned away here.
/// </summary>
internal sealed class HostCheck(Settings settings) : IRequestCheck
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names = new HashSet<string>(
        ["127.0.0.1", "localhost", "[::1]", HostName.ForUrl(settings.Listen.Host), .. settings.Listen.EffectiveUrls.Select(url => new Uri(url).Host)],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    public string Rule => BoundaryNames.HostRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        var host = context.Request.Headers.Host;
        if (host is not [{ } value] || !_names.Contains(HostName.WithoutPort(value)))
        {
            exchange.Refuse(BrokerError.HostNotAllowed);
        }

        return ValueTask.CompletedTask;
    }
}
