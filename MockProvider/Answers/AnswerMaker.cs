using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using MockProvider.Credentials;
using MockProvider.Errors;
using MockProvider.Headers;
using MockProvider.Journal;
using MockProvider.Telemetry;
using MockProvider.Text;
using WireMock;

namespace MockProvider.Answers;

/// <summary>
/// What WireMock asks for an answer: finds the endpoint, checks the key, and leaves the answer for <see cref="AnswerWriter"/>.
/// WireMock itself sets status and headers and journals them; it writes no body, since it would hold a thread for each stream.
/// </summary>
internal sealed partial class AnswerMaker(IReadOnlyList<IEndpoint> endpoints, ProviderKey keys, AnswerFinish finish, ILoggerFactory loggers)
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
        var request = new EndpointRequest(received.Body, Fingerprint.Of(received.Method, received.Path, received.Body.Span))
        {
            ContentType = context.Request.ContentType,
        };
        try
        {
            return Handle(context, received, request);
        }
        catch (Exception exception)
        {
            Log.Failed(_logger, exception);
            return Refuse(OpenAiErrors.Server(), request);
        }
    }

    /// <summary>Address, key, method, content: the order in which the real service finds fault.</summary>
    private Answer Handle(HttpContext context, ReceivedRequest received, EndpointRequest request)
    {
        List<IEndpoint> there = [.. endpoints.Where(candidate => PathPattern.Matches(candidate.Path, received.Path))];
        if (there.Count == 0)
        {
            return Refuse(OpenAiErrors.UnknownUrl(received.Method, received.Path), request);
        }

        NameSpan(context, there[0].Path);
        if (keys.Refuse(context.Request.Headers.Authorization) is { } refusal)
        {
            return Refuse(refusal, request);
        }

        if (there.Find(candidate => candidate.Method == received.Method) is not { } endpoint)
        {
            List<string> methods = [.. there.Select(candidate => candidate.Method)];
            return Refuse(OpenAiErrors.WrongMethod(string.Join(" and ", methods)), request, KeyValuePair.Create("Allow", string.Join(", ", methods)));
        }

        var answer = endpoint.Handle(request with { PathParameter = PathPattern.Parameter(endpoint.Path, received.Path) });
        answer = finish.Apply(received, answer);
        DescribeSpan(context, answer);
        return answer;
    }

    private static Answer Refuse(ApiError error, EndpointRequest request, params IEnumerable<KeyValuePair<string, string>> more) =>
        Answer.Of(error, [.. CommonHeaders.Refused(request.Fingerprint), .. more]);

    private static void NameSpan(HttpContext context, string path)
    {
        if (SpanTags.Of(context) is { } span)
        {
            span.DisplayName = $"{context.Request.Method} {path}";
            span.SetTag("http.route", path);
        }
    }

    private static void DescribeSpan(HttpContext context, Answer answer)
    {
        if (SpanTags.Of(context) is { } span)
        {
            span.SetTag(SpanTags.Model, answer.Model);
            span.SetTag(SpanTags.Streamed, answer.IsStreamed);
            span.SetTag(SpanTags.Fault, answer.Fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Error, "No answer could be made.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
