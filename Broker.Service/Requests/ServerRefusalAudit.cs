using System.Diagnostics;
using Broker.Service.Auditing;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Requests;

/// <summary>
/// Writes the event of a request that the HTTP server refused before any step saw it: a malformed request line, a header too
/// large, one that came too slowly. The server announces these to diagnostic listeners before it answers.
/// </summary>
internal sealed class ServerRefusalAudit(DiagnosticListener source, IAuditLog log, TimeProvider time)
    : IHostedService, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string RefusalEvent = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";
    private IDisposable? _subscription;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = source.Subscribe(this, name => name == RefusalEvent);
        return Task.CompletedTask;
    }

    /// <summary>Keeps listening: connections outlive the stop of the services.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> value)
    {
        // The handler writes the event of a request that it has begun.
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

        // The server answers when this returns, so the line must be there by then. A failure shows in the next request's 503.
        log.Append(auditEvent.ToLine().Span);
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();
}
