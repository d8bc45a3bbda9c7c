using System.Diagnostics;
using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Telemetry.GenAI;

namespace Broker.Service.Telemetry;

/// <summary>
/// The span of one forwarded call, and its metrics. A model call is a client span of the OpenTelemetry conventions for generative AI,
/// such as <c>chat gpt-4o-mini</c>; any other is <see cref="BrokerTelemetry.ForwardSpan"/>.
/// </summary>
internal sealed class ForwardSpan : IDisposable
{
    private readonly Exchange _exchange;
    private readonly GenAIMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly long _started;
    private int _status;

    /// <summary>Begins it.</summary>
    /// <param name="exchange">The request; its <see cref="Exchange.Call"/> is set.</param>
    /// <param name="upstream">Where it goes: an address made of the configuration alone, without a query.</param>
    /// <param name="bearerAttached">Whether the key goes with it.</param>
    /// <param name="metrics">Where it is counted.</param>
    /// <param name="content">Whether messages go into the span.</param>
    /// <param name="time">What measures it.</param>
    public ForwardSpan(Exchange exchange, Uri upstream, bool bearerAttached, GenAIMetrics metrics, ContentCapture content, TimeProvider time)
    {
        (_exchange, _metrics, _time, _started) = (exchange, metrics, time, time.GetTimestamp());
        if (GenAIOperation.Of(exchange.Allowed!.Path) is { } operation)
        {
            exchange.Call = new GenAICall(operation, exchange.Model, upstream, content.IsOn);
        }

        Activity = BrokerTelemetry.Source.StartActivity(exchange.Call?.SpanName ?? BrokerTelemetry.ForwardSpan, ActivityKind.Client);
        Activity?.SetTag(BrokerTelemetry.Mode, BrokerMode.Proxy.Text());
        Activity?.SetTag(BrokerTelemetry.BearerAttached, bearerAttached);
        Activity?.SetTag(GenAINames.ServerAddress, upstream.Host);
        Activity?.SetTag(GenAINames.ServerPort, upstream.Port);
        Activity?.SetTag("http.request.method", exchange.Allowed.Method);
        Activity?.SetTag("url.full", upstream.AbsoluteUri);
    }

    /// <summary>The span; null when nobody records it.</summary>
    public Activity? Activity { get; }

    /// <summary>The head of the upstream's answer came.</summary>
    /// <param name="status">Its status.</param>
    public void Answered(int status)
    {
        _status = status;
        Activity?.SetTag("http.response.status_code", status);
    }

    /// <summary>Ends it: by now the exchange knows what came of the call.</summary>
    public void Dispose()
    {
        var errorType = _exchange.Error?.Code() ?? (_status >= 400 ? $"{_status}" : null);
        Activity?.SetTag(BrokerTelemetry.Outcome, _exchange.Error?.Code() ?? "forwarded");
        Activity?.SetTag("http.request.body.size", _exchange.Body!.Length);
        Activity?.SetTag("http.response.body.size", _exchange.BytesOut);
        Activity?.SetTag(BrokerTelemetry.Masked, _exchange.Masked > 0 ? _exchange.Masked : null);
        if (errorType is not null)
        {
            Activity.Fail(errorType);
        }

        if (_exchange.Call is { } call)
        {
            Describe(call);
            _metrics.Record(call, _time.GetElapsedTime(_started), errorType);
        }

        Activity?.Dispose();
    }

    private void Describe(GenAICall call)
    {
        if (Activity is null)
        {
            return;
        }

        Activity.SetTag(GenAINames.OperationName, call.Operation);
        Activity.SetTag(GenAINames.ProviderName, GenAINames.OpenAI);
        Activity.SetTag(GenAINames.RequestModel, call.RequestModel);
        Activity.SetTag(GenAINames.ResponseModel, call.Facts.Model);
        Activity.SetTag(GenAINames.ResponseId, call.Facts.Id);
        Activity.SetTag(GenAINames.FinishReasons, call.Facts.FinishReasons is { Count: > 0 } reasons ? reasons.ToArray() : null);
        Activity.SetTag(GenAINames.InputTokens, call.Facts.InputTokens);
        Activity.SetTag(GenAINames.OutputTokens, call.Facts.OutputTokens);
        if (call.CapturesContent)
        {
            Activity.SetTag(GenAINames.InputMessages, InputMessages.From(_exchange.Body!.Bytes));
            Activity.SetTag(GenAINames.OutputMessages, call.OutputMessages());
        }

        Activity.SetTag(GenAINames.TimeToFirstChunk, call.IsStreamed ? TimeToFirstChunk() : null);
    }

    private double? TimeToFirstChunk() =>
        (_exchange.TimeToFirstByte - _time.GetElapsedTime(_exchange.StartTimestamp, _started))?.TotalSeconds;
}
