using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using MockProvider.Faults;
using MockProvider.Journal;
using WireMock;

namespace MockProvider.Answers;

/// <summary>
/// What WireMock asks for an answer: finds the endpoint, checks the key, and leaves the answer for <see cref="AnswerWriter"/>.
/// WireMock itself sets status and headers and journals them; it writes no body, since it would hold a thread for each stream.
/// </summary>
internal sealed partial class AnswerMaker(
    Dialects dialects, ProviderKey keys, FaultSwitch faults, RateLimits limits, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<AnswerMaker>();

    public ResponseMessage Make(HttpContext context)
    {
        var answer = Handle(context);
        var message = new ResponseMessage { StatusCode = answer.Status };
        message.AddHeader("Content-Type", answer.ContentType);
        foreach (var (name, value) in answer.Headers)
        {
            message.AddHeader(name, value);
        }

        context.Features.Set(new PendingAnswer(answer, message));
        return message;
    }

    private Answer Handle(HttpContext context)
    {
        var received = context.Features.GetRequiredFeature<ReceivedRequest>();
        var fingerprint = Fingerprint.Of(received.Method, received.Path, received.Body.Span);
        try
        {
            return Handle(context, received, fingerprint);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception);
            return Refuse(dialects.Of(received), Errors.Server(), fingerprint);
        }
    }

    /// <summary>Address, key, method, content: the order in which the real service finds fault.</summary>
    private Answer Handle(HttpContext context, ReceivedRequest received, Fingerprint fingerprint)
    {
        if (received is { Method: "HEAD", Path: "/" })
        {
            // So a host finds out whether anybody listens.
            return Answer.PlainText(string.Empty);
        }

        var dialect = dialects.Of(received);
        List<ApiEndpoint> there = [.. dialect.Endpoints.Where(candidate => candidate.Matches(received.Path, out _))];
        if (there.Count == 0)
        {
            return Refuse(dialect, Errors.UnknownUrl(received.Method, received.Path), fingerprint);
        }

        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is not null)
        {
            span.DisplayName = $"{context.Request.Method} {there[0].Path}";
            span.SetTag("http.route", there[0].Path);
        }

        if (keys.Judge(received, dialect) != ProviderKey.Accepted)
        {
            return Refuse(dialect, dialect.RefuseKey(received), fingerprint);
        }

        if (there.Find(candidate => candidate.Method == received.Method) is not { } endpoint)
        {
            var methods = string.Join(", ", there.Select(candidate => candidate.Method));
            return context.Request.Headers.Upgrade.Count > 0
                ? Refuse(dialect, Errors.NoUpgrade(), fingerprint)
                : Refuse(dialect, Errors.WrongMethod(methods), fingerprint).With(KeyValuePair.Create("Allow", methods));
        }

        endpoint.Matches(received.Path, out var id);
        return Finish(dialect, endpoint, new Call(received, fingerprint, id, context.Request.Query), span);
    }

    /// <summary>Makes the honest answer; then comes the fault it is to play, then the limits, which tell what is left.</summary>
    private Answer Finish(IDialect dialect, ApiEndpoint endpoint, Call call, Activity? span)
    {
        var common = dialect.Headers(call.Fingerprint, endpoint.Metering);
        Answer answer;
        try
        {
            var handled = endpoint.Handle(call);
            answer = handled with { Headers = [.. common, .. handled.Headers] };
        }
        catch (ApiException refusal)
        {
            answer = dialect.Refuse(refusal.Error, common);
        }

        var model = RequestedModel.Of(call.Request);
        var fault = FaultList.Find(model) ?? faults.Next();
        if (fault is not null)
        {
            Log.Plays(_logger, call.Request.Method, call.Request.Path, fault.Name);
            answer = fault.Play(new FaultScene(answer, call.Request, dialect));
        }

        span?.SetTag("mock.model", model).SetTag("mock.streamed", answer.IsStreamed).SetTag("mock.fault", fault?.Name);
        return answer.IsSettled ? answer : limits.Settle(answer, endpoint.Metering, dialect, common);
    }

    private static Answer Refuse(IDialect dialect, ApiError error, Fingerprint fingerprint) =>
        dialect.Refuse(error, dialect.Headers(fingerprint, metering: null));

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Error, "No answer could be made.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(4, LogLevel.Information, "{Method} {Path} plays the fault {Fault}", EventName = nameof(Plays))]
        public static partial void Plays(ILogger logger, string method, string path, string fault);
    }
}
