using System.Diagnostics;
using Broker.Service.Auditing;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Errors;
using Broker.Service.Telemetry.GenAI;
using Broker.Service.Telemetry.GenAI.Content;

namespace Broker.Service.Telemetry;

/// <summary>
/// The span of one forwarded call, and its metrics. A model call is a client span of the OpenTelemetry conventions for generative AI,
/// such as <c>chat gpt-4o-mini</c>; any other is <see cref="BoundaryNames.ForwardSpan"/>. Neither has <c>http.request.method</c>, for
/// then dashboards take the span for an HTTP call and show that in place of its name.
/// </summary>
internal sealed class ForwardSpan : IDisposable
{
    private readonly Exchange _exchange;
    private readonly IHeaderDictionary _headers;
    private readonly Secret? _secret;
    private readonly GenAIMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly long _started;
    private int _status;

    /// <summary>Begins it.</summary>
    /// <param name="exchange">The request; its <see cref="Exchange.Call"/> is set.</param>
    /// <param name="upstream">Where it goes: an address made of the configuration alone, without a query.</param>
    /// <param name="headers">The host's headers.</param>
    /// <param name="secret">The key that goes with it, held until this ends; null for none.</param>
    /// <param name="metrics">Where it is counted.</param>
    /// <param name="content">Whether messages go into the span.</param>
    /// <param name="time">What measures it.</param>
    public ForwardSpan(
        Exchange exchange,
        Uri upstream,
        IHeaderDictionary headers,
        Secret? secret,
        GenAIMetrics metrics,
        ContentCapture content,
        TimeProvider time)
    {
        (_exchange, _headers, _secret, _metrics, _time, _started) = (exchange, headers, secret, metrics, time, time.GetTimestamp());
        var isRecording = BrokerTelemetry.IsRecording;
        if (GenAIOperation.Of(exchange.Allowed!.Path) is { } operation)
        {
            var detail = isRecording ? AnswerDetail.All : metrics.IsOn ? AnswerDetail.Model : AnswerDetail.Counts;
            exchange.Call = new GenAICall(operation, exchange.Model, upstream, isRecording && content.IsOn, detail);
        }

        Activity = isRecording
            ? BrokerTelemetry.Source.StartActivity(exchange.Call?.SpanName ?? BoundaryNames.ForwardSpan, ActivityKind.Client)
            : null;
        if (Activity is null)
        {
            return;
        }

        Activity.Note(BoundaryNames.Mode, BrokerMode.Proxy.Text());
        Activity.Note(BoundaryNames.BearerAttached, secret is not null);
        Activity.Note(GenAINames.ServerAddress, upstream.Host);
        Activity.Note(GenAINames.ServerPort, upstream.Port);
        Activity.Note(BoundaryNames.UpstreamUrl, upstream.AbsoluteUri);
    }

    /// <summary>The span; null when nobody records it.</summary>
    public Activity? Activity { get; }

    /// <summary>The head of the upstream's answer came.</summary>
    /// <param name="status">Its status.</param>
    public void Answered(int status)
    {
        _status = status;
        Activity?.Note("http.response.status_code", status);
    }

    /// <summary>Ends it: by now the exchange knows what came of the call.</summary>
    public void Dispose()
    {
        var errorType = _exchange.Error?.Code() ?? (_status >= 400 ? $"{_status}" : null);
        if (Activity is not null)
        {
            Describe(Activity, errorType);
        }

        if (_exchange.Call is { } call && _metrics.IsOn)
        {
            _metrics.Record(call, _time.GetElapsedTime(_started), errorType);
        }

        Activity?.Dispose();
    }

    private void Describe(Activity activity, string? errorType)
    {
        activity.Note(BoundaryNames.Outcome, _exchange.Error?.Code() ?? BoundaryNames.Forwarded);
        activity.Note("http.request.body.size", _exchange.Body!.Length);
        activity.Note("http.response.body.size", _exchange.BytesOut);
        activity.Note(BoundaryNames.Masked, _exchange.Masked > 0 ? _exchange.Masked : null);
        if (errorType is not null)
        {
            activity.Fail(errorType);
        }

        if (_exchange.Call is { } call)
        {
            Describe(activity, call);
        }
    }

    private void Describe(Activity activity, GenAICall call)
    {
        activity.Note(GenAINames.OperationName, call.Operation);
        activity.Note(GenAINames.ProviderName, GenAINames.OpenAI);
        activity.Note(GenAINames.RequestModel, call.RequestModel);
        activity.Note(GenAINames.ResponseModel, call.Facts.Model);
        activity.Note(GenAINames.ResponseId, call.Facts.Id);
        activity.Note(GenAINames.FinishReasons, call.Facts.FinishReasons is { Count: > 0 } reasons ? reasons.ToArray() : null);
        activity.Note(GenAINames.InputTokens, call.Facts.InputTokens);
        activity.Note(GenAINames.OutputTokens, call.Facts.OutputTokens);
        if (call.CapturesContent)
        {
            var mask = new ContentMask(_secret, _headers);
            RequestContent.Describe(activity, _exchange.Body!.Bytes, mask);
            activity.Note(GenAINames.OutputMessages, call.OutputMessages(mask));
        }

        activity.Note(GenAINames.TimeToFirstChunk, call.IsStreamed ? TimeToFirstChunk() : null);
    }

    private double? TimeToFirstChunk() =>
        (_exchange.TimeToFirstByte - _time.GetElapsedTime(_exchange.StartTimestamp, _started))?.TotalSeconds;
}
