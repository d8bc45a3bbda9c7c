using System.Diagnostics;
using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Forwarding;

/// <summary>Fetches the key, sends the request upstream and passes the answer on.</summary>
internal sealed class ProxyForwarder(
    IAuditLog log,
    ISecretResolver secrets,
    UpstreamRequest requests,
    UpstreamTarget target,
    UpstreamClient client,
    AnswerRelay relay) : IForwarder
{
    /// <inheritdoc/>
    public async Task ForwardAsync(HttpContext context, Exchange exchange)
    {
        if (!log.IsWritable())
        {
            exchange.Refuse(BrokerError.AuditUnavailable);
            return;
        }

        switch (await ResolveAsync(context.RequestAborted))
        {
            case SecretResult.Unavailable { Detail: var detail }:
                exchange.Refuse(BrokerError.SecretUnavailable, BrokerAnswer.For(BrokerError.SecretUnavailable, detail));
                break;
            case SecretResult.Found { Secret: var secret }:
                await ForwardAsync(context, exchange, secret);
                break;
            default:
                await ForwardAsync(context, exchange, secret: null);
                break;
        }
    }

    private async ValueTask<SecretResult> ResolveAsync(CancellationToken cancellationToken)
    {
        using var activity = BrokerTelemetry.Source.StartActivity(BrokerTelemetry.SecretSpan);
        activity?.SetTag(BrokerTelemetry.SecretSource, secrets.Label);
        var result = await secrets.ResolveAsync(cancellationToken);
        activity?.SetTag(BrokerTelemetry.Outcome, result switch
        {
            SecretResult.Found { FromCache: true } => "cached",
            SecretResult.Found => "fetched",
            SecretResult.None => "none",
            _ => "unavailable",
        });
        if (result is SecretResult.Unavailable)
        {
            activity.Fail(BrokerError.SecretUnavailable.Code());
        }

        return result;
    }

    private async Task ForwardAsync(HttpContext context, Exchange exchange, Secret? secret)
    {
        // Only now is the last check behind it: having a key to send is one of them.
        exchange.Mode = BrokerMode.Proxy;
        using var activity = BrokerTelemetry.Source.StartActivity(BrokerTelemetry.ForwardSpan, ActivityKind.Client);
        activity?.SetTag(BrokerTelemetry.Mode, BrokerMode.Proxy.Text());
        activity?.SetTag(BrokerTelemetry.BearerAttached, secret is not null);
        activity?.SetTag("server.address", target.BaseUrl.Host);
        activity?.SetTag("server.port", target.BaseUrl.Port);
        activity?.SetTag("http.request.method", exchange.Allowed!.Method);
        try
        {
            await SendAndRelayAsync(context, exchange, secret, activity);
        }
        finally
        {
            activity?.SetTag(BrokerTelemetry.Outcome, exchange.Error?.Code() ?? "forwarded");
            if (exchange.Error is { } error)
            {
                activity.Fail(error.Code());
            }
        }
    }

    private async Task SendAndRelayAsync(HttpContext context, Exchange exchange, Secret? secret, Activity? activity)
    {
        using var request = requests.Create(context.Request, exchange, secret);
        var result = await client.SendAsync(request, context.RequestAborted);
        if (result is UpstreamResult.Failed failed)
        {
            exchange.Refuse(failed.Error, BrokerAnswer.For(failed.Error, failed.Detail));
            return;
        }

        var upstream = ((UpstreamResult.Answered)result).Response;
        context.Response.RegisterForDispose(upstream);
        activity?.SetTag("http.response.status_code", (int)upstream.StatusCode);
        if (IsRedirect((int)upstream.StatusCode))
        {
            exchange.Refuse(BrokerError.UpstreamRedirectRefused);
            return;
        }

        if (upstream.StatusCode == System.Net.HttpStatusCode.Unauthorized && secret is not null)
        {
            secrets.Invalidate(secret);
        }

        await relay.RelayAsync(context, exchange, upstream, secret?.CreateScrubber());
    }

    private static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;
}
