using System.Net;
using Broker.Service.Auditing;
using Broker.Service.Checks;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Forwarding;

/// <summary>Fetches the key, sends the request upstream and relays the answer.</summary>
internal sealed class ProxyForwarder(
    IAuditLog log,
    UpstreamSecrets secrets,
    UpstreamRequest requests,
    UpstreamClient client,
    AnswerRelay relay,
    ForwardTelemetry telemetry,
    UpstreamTimeouts timeouts) : IForwarder
{
    public async Task<Outcome> ForwardAsync(RequestRecord record, Verdict.Admitted admitted)
    {
        if (!await log.IsWritableAsync())
        {
            return Outcome.Refused(BrokerError.AuditUnavailable);
        }

        var (result, hold) = await ResolveAsync(secrets.Of(admitted.Route.Upstream), record.Aborted);
        using var held = hold;
        return result switch
        {
            SecretResult.Unavailable { Detail: var detail } =>
                Outcome.Refused(BrokerError.SecretUnavailable, BrokerAnswer.For(BrokerError.SecretUnavailable, detail)),
            SecretResult.Found { Secret: var secret } => await CallAsync(record, admitted, secret),
            _ => await CallAsync(record, admitted, secret: null),
        };
    }

    private static async ValueTask<(SecretResult Result, IDisposable? Hold)> ResolveAsync(ISecretResolver source, CancellationToken cancellationToken)
    {
        using var activity = BrokerTelemetry.Start(BoundaryNames.SecretSpan);
        activity?.SetTagIfNotNull(BoundaryNames.SecretSource, source.Label);
        SecretResult result;
        IDisposable? hold = null;
        do
        {
            result = await source.ResolveAsync(cancellationToken);
        }
        // Another request's 401 may have wiped the key since it was returned; the next call returns or fetches another.
        while (result is SecretResult.Found { Secret: var secret } && (hold = secret.TryHold()) is null);

        activity?.SetTagIfNotNull(BoundaryNames.Outcome, result switch
        {
            SecretResult.Found { FromCache: true } => BoundaryNames.Cached,
            SecretResult.Found => BoundaryNames.Fetched,
            SecretResult.None => BoundaryNames.NoSecret,
            _ => BoundaryNames.Unavailable,
        });
        if (result is SecretResult.Unavailable)
        {
            activity.SetError(BrokerError.SecretUnavailable.Code());
        }

        return (result, hold);
    }

    private async Task<Outcome> CallAsync(RequestRecord record, Verdict.Admitted admitted, Secret? secret)
    {
        using var span = telemetry.Begin(record, admitted, admitted.Target.Address, secret);
        var dialect = admitted.Route.Upstream.Dialect;
        var reader = GenAIOperation.Find(dialect, admitted.Route.Path) is null ? null : new AnswerReader(dialect);
        using var scrubber = secrets.CreateScrubber(secret);
        Outcome outcome;
        try
        {
            outcome = await SendAsync(record, admitted, secret, new AnswerWatch(admitted.Route.Upstream.IdleTimeout, scrubber, reader, span));
        }
        catch (Exception e)
        {
            outcome = Outcome.FromException(record.Context, e);
        }

        // Set here, since fetching the key is the last check.
        outcome = outcome with { Mode = BrokerMode.Proxy, Masked = scrubber?.Masked ?? 0, Facts = reader?.Facts ?? AnswerFacts.None };
        span.End(outcome);
        return outcome;
    }

    private async Task<Outcome> SendAsync(RequestRecord record, Verdict.Admitted admitted, Secret? secret, AnswerWatch watch)
    {
        var timeout = timeouts.Rent(record.Aborted);
        try
        {
            using var request = requests.Create(record, admitted, secret);
            watch.Span.Activity?.DescribeRequest(record.Headers, request, admitted.Route.Upstream.Credential);
            switch (await client.SendAsync(admitted.Route.Upstream, request, timeout))
            {
                case UpstreamResult.Failed when admitted.Body is StreamedBody { Failure: { } failure } upload:
                    return UploadFailed(record, admitted.Route, failure, upload);
                case UpstreamResult.Failed { Error: var error, Detail: var detail }:
                    return Outcome.Refused(error, BrokerAnswer.For(error, detail));
                case UpstreamResult.Answered { Response: var upstream }:
                    using (upstream)
                    {
                        return await RelayAsync(record, admitted, upstream, secret, timeout, watch);
                    }

                default:
                    throw new InvalidOperationException("Every result of a call has a case above.");
            }
        }
        finally
        {
            timeouts.Return(timeout);
        }
    }

    private Task<Outcome> RelayAsync(
        RequestRecord record, Verdict.Admitted admitted, HttpResponseMessage upstream, Secret? secret, UpstreamTimeout timeout, AnswerWatch watch)
    {
        watch.Span.Answered((int)upstream.StatusCode);
        if (IsRedirect(upstream))
        {
            return Task.FromResult(Outcome.Refused(BrokerError.UpstreamRedirectRefused));
        }

        if (upstream.StatusCode == HttpStatusCode.Unauthorized && secret is not null)
        {
            secrets.Of(admitted.Route.Upstream).Invalidate(secret);
        }

        return relay.RelayAsync(record, upstream, timeout, watch);
    }

    /// <summary>Returns the outcome of an upload that the broker stopped reading; the request to the upstream is broken off.</summary>
    private static Outcome UploadFailed(RequestRecord record, Route route, Exception failure, StreamedBody upload) => failure is BodyTooLongException
        ? Outcome.Refused(BrokerError.RequestTooLarge, BodyCheck.TooLong(route, announced: null))
        : Outcome.FromException(record.Context, failure);

    // Some clients follow any of the three hundreds that says where to.
    private static bool IsRedirect(HttpResponseMessage upstream) => (int)upstream.StatusCode switch
    {
        301 or 302 or 303 or 307 or 308 => true,
        >= 300 and < 400 and not 304 => upstream.Headers.NonValidated.Contains("Location"),
        _ => false,
    };
}
