using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Errors;
using Broker.Service.Telemetry;
using Broker.Service.Telemetry.GenAI;
using Broker.Service.Telemetry.GenAI.Content;

namespace Broker.Service.Forwarding;

/// <summary>Fetches the key, sends the request upstream and passes the answer on.</summary>
internal sealed class ProxyForwarder(
    IAuditLog log,
    ISecretResolver secrets,
    UpstreamRequest requests,
    UpstreamClient client,
    AnswerRelay relay,
    GenAIMetrics metrics,
    ContentCapture content,
    UpstreamTimeouts timeouts,
    TimeProvider time) : IForwarder
{
    /// <inheritdoc/>
    public async Task ForwardAsync(HttpContext context, Exchange exchange)
    {
        if (!await log.IsWritableAsync())
        {
            exchange.Refuse(BrokerError.AuditUnavailable);
            return;
        }

        var (result, hold) = await ResolveAsync(context.RequestAborted);
        using var held = hold;
        switch (result)
        {
            case SecretResult.Unavailable { Detail: var detail }:
                exchange.Refuse(BrokerError.SecretUnavailable, BrokerAnswer.For(BrokerError.SecretUnavailable, detail));
                break;
            case SecretResult.Found { Secret: var secret }:
                await SendAndRelayAsync(context, exchange, secret);
                break;
            default:
                await SendAndRelayAsync(context, exchange, secret: null);
                break;
        }
    }

    private async ValueTask<(SecretResult Result, IDisposable? Hold)> ResolveAsync(CancellationToken cancellationToken)
    {
        using var activity = BrokerTelemetry.Start(BoundaryNames.SecretSpan);
        activity?.Note(BoundaryNames.SecretSource, secrets.Label);
        SecretResult result;
        IDisposable? hold = null;
        do
        {
            result = await secrets.ResolveAsync(cancellationToken);
        }
        // Another request's 401 may have wiped the key since it was given; then there is, or will be, another.
        while (result is SecretResult.Found { Secret: var secret } && (hold = secret.TryHold()) is null);

        activity?.Note(BoundaryNames.Outcome, result switch
        {
            SecretResult.Found { FromCache: true } => BoundaryNames.Cached,
            SecretResult.Found => BoundaryNames.Fetched,
            SecretResult.None => BoundaryNames.NoSecret,
            _ => BoundaryNames.Unavailable,
        });
        if (result is SecretResult.Unavailable)
        {
            activity.Fail(BrokerError.SecretUnavailable.Code());
        }

        return (result, hold);
    }

    private async Task SendAndRelayAsync(HttpContext context, Exchange exchange, Secret? secret)
    {
        // Only now is the last check behind it: having a key to send is one of them.
        exchange.Mode = BrokerMode.Proxy;
        using var span = new ForwardSpan(exchange, exchange.Allowed!.Address, context.Request.Headers, secret, metrics, content, time);
        var silence = timeouts.Rent(context.RequestAborted);
        try
        {
            using var request = requests.Create(context.Request, exchange, secret);
            span.Activity?.DescribeRequest(context.Request.Headers, request);
            switch (await client.SendAsync(exchange.Allowed!.Upstream, request, silence))
            {
                case UpstreamResult.Failed failed:
                    exchange.Refuse(failed.Error, BrokerAnswer.For(failed.Error, failed.Detail));
                    break;
                case UpstreamResult.Answered { Response: var upstream }:
                    using (upstream)
                    {
                        await RelayAsync(context, exchange, upstream, secret, silence, span);
                    }

                    break;
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            exchange.Abort(BrokerError.ClientDisconnected);
        }
        finally
        {
            timeouts.Return(silence);
        }
    }

    private async Task RelayAsync(HttpContext context, Exchange exchange, HttpResponseMessage upstream, Secret? secret, UpstreamTimeout silence, ForwardSpan span)
    {
        span.Answered((int)upstream.StatusCode);
        if (IsRedirect((int)upstream.StatusCode))
        {
            exchange.Refuse(BrokerError.UpstreamRedirectRefused);
            return;
        }

        if (upstream.StatusCode == System.Net.HttpStatusCode.Unauthorized && secret is not null)
        {
            secrets.Invalidate(secret);
        }

        var scrubber = secret?.CreateScrubber();
        try
        {
            await relay.RelayAsync(context, exchange, upstream, silence, scrubber, span);
        }
        finally
        {
            exchange.Masked = scrubber?.Masked ?? 0;
        }
    }

    private static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;
}
