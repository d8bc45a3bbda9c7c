using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Telemetry;

namespace Broker.Service.Authorization;

/// <summary>Row 8: the body is one JSON value, or empty. Notes the model it names.</summary>
internal sealed class JsonCheck : IRequestCheck
{
    /// <inheritdoc/>
    public string Rule => BoundaryNames.JsonRule;

    /// <inheritdoc/>
    public ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        var body = exchange.Body!.Bytes.Span;
        if (!body.IsEmpty)
        {
            if (JsonBody.TryRead(body, out var model))
            {
                exchange.Model = model;
            }
            else
            {
                exchange.Refuse(BrokerError.InvalidJson);
            }
        }

        return ValueTask.CompletedTask;
    }
}
