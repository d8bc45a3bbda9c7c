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
/// The span of one forwarded call, and its metrics. A model call is a client span of the OpenTelemetry conventions for generative AI,
/// such as <c>chat gpt-4o-mini</c>; any other is <see cref="BoundaryNames.ForwardSpan"/>. Neither has <c>http.request.method</c>, for
/// then dashboards take the span for an HTTP call and show that in place of its name.
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
    private readonly bool _capturesContent;
    private CapturingTap? _captured;
    private int _status;

    /// <summary>Begins it.</summary>
    /// <param name="record">The request.</param>
    /// <param name="admitted">What the checks found.</param>
    /// <param name="upstream">Where the request goes.</param>
    /// <param name="call">The model call; null for a path that is none.</param>
    /// <param name="secret">The key that goes with it; null for none.</param>
    /// <param name="metrics">Counts model calls.</param>
    /// <param name="capturesContent">True if messages go into the span.</param>
    /// <param name="time">Measures the call.</param>
    public ForwardSpan(
        RequestRecord record,
        Verdict.Admitted admitted,
        Uri upstream,
        GenAICall? call,
        Secret? secret,
        GenAIMetrics metrics,
        bool capturesContent,
        TimeProvider time)
    {
        (_record, _admitted, _call, _secret, _metrics) = (record, admitted, call, secret, metrics);
        (_capturesContent, _time, _started) = (capturesContent, time, time.GetTimestamp());
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

    /// <summary>The span; null when nobody records it.</summary>
    public Activity? Activity { get; }

    /// <summary>The head of the upstream's answer came.</summary>
    /// <param name="status">Its status.</param>
    public void Answered(int status)
    {
        _status = status;
        Activity?.SetTagIfNotNull("http.response.status_code", status);
    }

    /// <summary>Adds a copy of the answer's text, where capturing content was asked for.</summary>
    /// <param name="tap">What listens already.</param>
    /// <param name="isStream">True for an event stream.</param>
    /// <returns>What listens from now on.</returns>
    public IAnswerTap Capture(IAnswerTap tap, bool isStream) =>
        Activity is not null && _capturesContent ? _captured = new CapturingTap(tap, isStream) : tap;

    /// <summary>Describes what came of the call.</summary>
    /// <param name="outcome">What came of it.</param>
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

    /// <inheritdoc/>
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
        activity.SetTagIfNotNull(GenAINames.ProviderName, GenAINames.OpenAI);
        activity.SetTagIfNotNull(GenAINames.RequestModel, call.RequestModel.Length > 0 ? call.RequestModel : null);
        activity.SetTagIfNotNull(GenAINames.ResponseModel, facts.Model);
        activity.SetTagIfNotNull(GenAINames.ResponseId, facts.Id);
        activity.SetTagIfNotNull(GenAINames.FinishReasons, facts.FinishReasons is { Count: > 0 } reasons ? reasons.ToArray() : null);
        activity.SetTagIfNotNull(GenAINames.InputTokens, facts.InputTokens);
        activity.SetTagIfNotNull(GenAINames.OutputTokens, facts.OutputTokens);
        if (_capturesContent)
        {
            var mask = new ContentMask(_secret, _record.Headers);
            RequestContent.Describe(activity, _admitted.Body.Bytes, mask);
            activity.SetTagIfNotNull(GenAINames.OutputMessages, _captured?.Messages(mask));
        }

        activity.SetTagIfNotNull(GenAINames.TimeToFirstChunk, facts.IsStreamed ? TimeToFirstChunk(outcome) : null);
    }

    private double? TimeToFirstChunk(Outcome outcome) =>
        (outcome.TimeToFirstByte - _time.GetElapsedTime(_record.StartTimestamp, _started))?.TotalSeconds;
}
