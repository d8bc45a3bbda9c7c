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
internal sealed partial class AnswerMaker(IReadOnlyList<IEndpoint> endpoints, ProviderKey keys, ILoggerFactory loggers)
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
        var request = new EndpointRequest(received.Body, Fingerprint.Of(received.Method, received.Path, received.Body.Span));
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
        var endpoint = endpoints.FirstOrDefault(candidate => candidate.Path == received.Path);
        if (endpoint is null)
        {
            return Refuse(OpenAiErrors.UnknownUrl(received.Method, received.Path), request);
        }

        NameSpan(context, endpoint);
        if (keys.Refuse(context.Request.Headers.Authorization) is { } refusal)
        {
            return Refuse(refusal, request);
        }

        if (endpoint.Method != received.Method)
        {
            return Refuse(OpenAiErrors.WrongMethod(endpoint.Method), request, KeyValuePair.Create("Allow", endpoint.Method));
        }

        var answer = endpoint.Handle(request);
        DescribeSpan(context, answer);
        return answer;
    }

    private static Answer Refuse(ApiError error, EndpointRequest request, params IEnumerable<KeyValuePair<string, string>> more) =>
        Answer.Of(error, [.. CommonHeaders.Refused(request.Fingerprint), .. more]);

    private static void NameSpan(HttpContext context, IEndpoint endpoint)
    {
        if (SpanTags.Of(context) is { } span)
        {
            span.DisplayName = $"{context.Request.Method} {endpoint.Path}";
            span.SetTag("http.route", endpoint.Path);
        }
    }

    private static void DescribeSpan(HttpContext context, Answer answer)
    {
        if (SpanTags.Of(context) is { } span)
        {
            span.SetTag(SpanTags.Model, answer.Model);
            span.SetTag(SpanTags.Streamed, answer.IsStreamed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Error, "No answer could be made.", EventName = nameof(Failed))]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
