using System.Diagnostics;
using Broker.Service.Auditing;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>
/// Writes the event of a request that Kestrel refused before the handler saw it: a malformed request line, a header that is too large, or a
/// request that arrived too slowly. Kestrel reports these to diagnostic listeners before it answers.
/// </summary>
internal sealed class ServerRefusalAudit(DiagnosticListener source, IAuditLog log, TimeProvider time)
    : IHostedService, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string RefusalEvent = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = source.Subscribe(this, name => name == RefusalEvent);
        return Task.CompletedTask;
    }

    /// <summary>Keeps listening: connections outlive the services.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // The handler writes the events of requests that it has started.
        if (value.Value is not IFeatureCollection features || BegunRequest.IsMarked(features) || DoomedConnection.IsMarked(features))
        {
            return;
        }

        var request = features.Get<IHttpRequestFeature>();
        var refusal = features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException;
        var auditEvent = new AuditEvent
        {
            Time = time.GetUtcNow(),
            Method = PrintableMethod.From(request?.Method ?? ""),
            Path = PrintablePath.From(request?.RawTarget ?? ""),
            Status = refusal?.StatusCode ?? StatusCodes.Status400BadRequest,
            Error = Errors.BrokerError.BadRequest,
        };

        // Kestrel answers when this method returns, so the line must be written by then. The next request's 503 shows a failure.
        log.Append(auditEvent.ToLine().Span);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscription?.Dispose();
}
