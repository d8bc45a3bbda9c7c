using Broker.Service.Errors;

namespace Broker.Service.Auditing;

/// <summary>What the event log says of a request that is over.</summary>
internal static class ExchangeEvent
{
    /// <summary>Its event.</summary>
    /// <param name="exchange">What is known of it.</param>
    /// <param name="response">Its answer, which may have begun.</param>
    /// <param name="time">Tells when it ended, and how long it took.</param>
    public static AuditEvent Of(Exchange exchange, HttpResponse response, TimeProvider time) => new()
    {
        Time = time.GetUtcNow(),
        Method = PrintableMethod.From(exchange.Method),
        Path = exchange.Path,
        IsHealth = exchange.IsHealth,
        Status = exchange switch
        {
            { Answer: { } answer } => answer.Status,
            { Error: BrokerError.ClientDisconnected } when !response.HasStarted => BrokerError.ClientDisconnected.Status(),
            _ => response.StatusCode,
        },
        Mode = exchange.Mode,
        Error = exchange.Error,
        TraceId = exchange.TraceId,
        DurationMilliseconds = time.GetElapsedTime(exchange.StartTimestamp).TotalMilliseconds,
        BytesIn = exchange.Body?.Length,
        BytesOut = exchange.BytesOut,
        Model = exchange.Model,
        InputTokens = exchange.Call?.Facts.InputTokens,
        OutputTokens = exchange.Call?.Facts.OutputTokens,
        TimeToFirstByteMilliseconds = exchange.TimeToFirstByte?.TotalMilliseconds,
        Masked = exchange.Masked,
    };
}
