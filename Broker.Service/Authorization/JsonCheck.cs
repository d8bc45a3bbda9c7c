using Broker.Service.Auditing;
using Broker.Service.Errors;

namespace Broker.Service.Authorization;

/// <summary>Row 8: the body is one JSON value, or empty. Notes the model it names.</summary>
internal sealed class JsonCheck : IRequestCheck
{
    /// <inheritdoc/>
    public string Rule => "json";

    // Reading this much takes about a tenth of a millisecond: other connections of the same thread may wait so long, not longer.
    private const int LongBody = 64 * 1024;

    /// <inheritdoc/>
    public async ValueTask CheckAsync(HttpContext context, Exchange exchange)
    {
        var body = exchange.Body!.Bytes;
        if (body.IsEmpty)
        {
            return;
        }

        if (body.Length > LongBody)
        {
            await Task.Yield();
        }

        if (JsonBody.TryRead(body.Span, out var model))
        {
            exchange.Model = model;
        }
        else
        {
            exchange.Refuse(BrokerError.InvalidJson);
        }
    }
}
