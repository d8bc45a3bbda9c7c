using System.Diagnostics;
using System.Globalization;
using System.Text;
using Broker.Service.Auditing;
using Broker.Service.Errors;
using Broker.Service.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Telemetry;

/// <summary>
/// The server span of a request, by the OpenTelemetry conventions for HTTP, described when the answer is known; and the error type of the
/// server's metric. Has no query string, and only the printable path.
/// </summary>
internal static class ServerSpan
{
    private const string OtherMethod = "_OTHER";

    /// <summary>Starts the span; null if nobody listens.</summary>
    public static Activity? Begin(IHttpRequestFeature request)
    {
        if (!BrokerTelemetry.Source.HasListeners())
        {
            return null;
        }

        _ = TraceContext.TryRead(request.Headers, out var host, out _);
        return BrokerTelemetry.Source.StartActivity(MethodTag(request.Method), ActivityKind.Server, host);
    }

    /// <summary>Describes the span and adds the error type to the server's metric.</summary>
    /// <param name="status">Status of the answer.</param>
    public static void Describe(Activity? activity, RequestRecord record, Verdict verdict, Outcome outcome, int status)
    {
        var context = record.Context;
        if (status >= StatusCodes.Status500InternalServerError)
        {
            // The server's metric has the status only.
            context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(BoundaryNames.ErrorType, ErrorType(outcome, status)));
        }

        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        var known = MethodTag(record.Method);
        // Only an allowed path is from a closed set, and may be part of a span's name.
        var route = verdict switch
        {
            Verdict.Admitted admitted => admitted.Route.Path,
            Verdict.Refused refused => refused.Route?.Path,
            _ => null,
        };
        activity.DisplayName = route is null ? (known == OtherMethod ? "HTTP" : known) : $"{known} {route}";
        activity.SetTagIfNotNull("server.address", context.Request.Host.Host);
        activity.SetTagIfNotNull("server.port", context.Request.Host.Port);
        activity.SetTagIfNotNull("http.request.method", known);
        if (known == OtherMethod)
        {
            activity.SetTagIfNotNull("http.request.method_original", PrintableMethod.From(record.Method));
        }

        activity.SetTagIfNotNull("url.scheme", context.Request.Scheme);
        activity.SetTagIfNotNull("url.path", record.Path);
        activity.SetTagIfNotNull("http.route", route);
        activity.SetTagIfNotNull("network.protocol.version", context.Request.Protocol is "HTTP/1.0" ? "1.0" : "1.1");
        var agent = context.Request.Headers.UserAgent is [{ Length: > 0 } first, ..] && Ascii.IsValid(first) ? first : null;
        activity.SetTagIfNotNull("user_agent.original", agent);
        activity.SetTagIfNotNull("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            activity.SetError(ErrorType(outcome, status));
        }
    }

    private static string ErrorType(Outcome outcome, int status) => outcome.Error?.Code() ?? status.ToString(CultureInfo.InvariantCulture);

    private static string MethodTag(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" or "TRACE" or "CONNECT" => method,
        _ => OtherMethod,
    };
}
