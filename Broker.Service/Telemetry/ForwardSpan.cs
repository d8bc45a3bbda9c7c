using System.Diagnostics;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Dialects;
using Broker.Service.Errors;
using Broker.Service.Requests;
using Broker.Service.Telemetry.GenAI;
using Broker.Service.Telemetry.GenAI.Content;

namespace Broker.Service.Telemetry;

/// <summary>
/// The span and the metrics of one forwarded request. A model call is a client span of the OpenTelemetry conventions for generative AI,
/// such as <c>chat gpt-4o-mini</c>; any other is <see cref="BoundaryNames.ForwardSpan"/>. Neither has <c>http.request.method</c>:
/// dashboards would show it as an HTTP call instead of by its name.
/// </summary>
internal sealed class ForwardSpan : IDisposable
{
    private readonly RequestRecord _record;
    private readonly Verdict.Admitted _admitted;
    private readonly GenAICall? _call;
    private readonly Secret? _secret;
    private readonly GenAIMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly IContentForm? _content;
    private CapturingTap? _captured;
    private int _status;

    /// <summary>Starts the span, if the request is recorded.</summary>
    /// <param name="call">The model call; null if the request is none.</param>
    /// <param name="secret">The attached key, held until the span ends; null if there is none.</param>
    /// <param name="content">Form of the messages that are added to the span; null if none are.</param>
    public ForwardSpan(
        RequestRecord record,
        Verdict.Admitted admitted,
        Uri upstream,
        GenAICall? call,
        Secret? secret,
        GenAIMetrics metrics,
        IContentForm? content,
        TimeProvider time)
    {
        (_record, _admitted, _call, _secret, _metrics) = (record, admitted, call, secret, metrics);
        (_content, _time, _started) = (content, time, time.GetTimestamp());
        Activity = BrokerTelemetry.IsRecording
            ? BrokerTelemetry.Source.StartActivity(call?.SpanName ?? BoundaryNames.ForwardSpan, ActivityKind.Client)
            : null;
        if (Activity is null)
        {
            return;
        }

        Activity.SetTagIfNotNull(BoundaryNames.Mode, BrokerMode.Proxy.Text());
        Activity.SetTagIfNotNull(BoundaryNames.BearerAttached, secret is not null);
        Activity.SetTagIfNotNull(GenAINames.ServerAddress, upstream.Host);
        Activity.SetTagIfNotNull(GenAINames.ServerPort, upstream.Port);
        Activity.SetTagIfNotNull(BoundaryNames.UpstreamUrl, upstream.AbsoluteUri);
    }

    /// <summary>The span; null if the request is not recorded.</summary>
    public Activity? Activity { get; }

    /// <summary>Records the status of the upstream's answer.</summary>
    public void Answered(int status)
    {
        _status = status;
        Activity?.SetTagIfNotNull("http.response.status_code", status);
    }

    /// <summary>Adds a tap that copies the answer's text, if capturing content is on.</summary>
    /// <returns>The tap to use from now on.</returns>
    public IAnswerTap Capture(IAnswerTap tap, bool isStream) =>
        Activity is not null && _content is not null ? _captured = new CapturingTap(tap, isStream, _content) : tap;

    /// <summary>Describes the outcome and records the metrics.</summary>
    public void End(Outcome outcome)
    {
        var errorType = outcome.Error?.Code() ?? (_status >= 400 ? $"{_status}" : null);
        if (Activity is not null)
        {
            Describe(Activity, outcome, errorType);
        }

        if (_call is not null && _metrics.IsOn)
        {
            _metrics.Record(_call, outcome.Facts, _time.GetElapsedTime(_started), errorType);
        }
    }

    public void Dispose() => Activity?.Dispose();

    private void Describe(Activity activity, Outcome outcome, string? errorType)
    {
        activity.SetTagIfNotNull(BoundaryNames.Outcome, outcome.Error?.Code() ?? BoundaryNames.Forwarded);
        activity.SetTagIfNotNull("http.request.body.size", _admitted.Body.Length);
        activity.SetTagIfNotNull("http.response.body.size", outcome.BytesOut);
        activity.SetTagIfNotNull(BoundaryNames.Masked, outcome.Masked > 0 ? outcome.Masked : null);
        if (errorType is not null)
        {
            activity.SetError(errorType);
        }

        if (_call is not null)
        {
            Describe(activity, _call, outcome);
        }
    }

    private void Describe(Activity activity, GenAICall call, Outcome outcome)
    {
        var facts = outcome.Facts;
        activity.SetTagIfNotNull(GenAINames.OperationName, call.Operation);
        activity.SetTagIfNotNull(GenAINames.ProviderName, call.Provider);
        activity.SetTagIfNotNull(GenAINames.RequestModel, call.RequestModel.Length > 0 ? call.RequestModel : null);
        activity.SetTagIfNotNull(GenAINames.ResponseModel, facts.Model);
        activity.SetTagIfNotNull(GenAINames.ResponseId, facts.Id);
        activity.SetTagIfNotNull(GenAINames.FinishReasons, facts.FinishReasons is { Count: > 0 } reasons ? reasons.ToArray() : null);
        activity.SetTagIfNotNull(GenAINames.InputTokens, facts.InputTokens);
        activity.SetTagIfNotNull(GenAINames.CacheCreationTokens, facts.CacheCreationTokens);
        activity.SetTagIfNotNull(GenAINames.CacheReadTokens, facts.CacheReadTokens);
        activity.SetTagIfNotNull(GenAINames.OutputTokens, facts.OutputTokens);
        if (_content is not null)
        {
            var mask = new ContentMask(_secret, _record.Headers);
            RequestContent.Describe(activity, _admitted.Body is RequestBody json ? json.Bytes : default, mask, _content);
            activity.SetTagIfNotNull(GenAINames.OutputMessages, _captured?.Messages(mask));
        }

        activity.SetTagIfNotNull(GenAINames.TimeToFirstChunk, facts.IsStreamed ? TimeToFirstChunk(outcome) : null);
    }

    private double? TimeToFirstChunk(Outcome outcome) =>
        (outcome.TimeToFirstByte - _time.GetElapsedTime(_record.StartTimestamp, _started))?.TotalSeconds;
}
