using System.Diagnostics;
using System.Globalization;
using Broker.Service.Auditing;
using Broker.Service.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Telemetry;

/// <summary>
/// The span of a request as its server sees it, by the OpenTelemetry conventions for HTTP, described all at once, when the answer is known;
/// and the metric that the server records. No query string, and no path but the printable one.
/// </summary>
internal static class ServerSpan
{
    private const string OtherMethod = "_OTHER";

    /// <summary>Begins it; null where nobody would see it.</summary>
    /// <param name="request">The request.</param>
    public static Activity? Begin(IHttpRequestFeature request)
    {
        if (!BrokerTelemetry.Source.HasListeners())
        {
            return null;
        }

        _ = TraceContext.TryRead(request.Headers, out var host, out _);
        return BrokerTelemetry.Source.StartActivity(MethodTag(request.Method), ActivityKind.Server, host);
    }

    /// <summary>Describes it.</summary>
    /// <param name="activity">What was begun.</param>
    /// <param name="context">The request.</param>
    /// <param name="exchange">What is known of it.</param>
    /// <param name="status">Status of its answer.</param>
    public static void Describe(Activity? activity, HttpContext context, Exchange exchange, int status)
    {
        if (status >= StatusCodes.Status500InternalServerError)
        {
            // The server itself knows statuses alone.
            context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(BoundaryNames.ErrorType, ErrorType(exchange, status)));
        }

        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        var known = MethodTag(exchange.Method);
        // Only where it is allowed is the path from a closed set, and may be part of a name.
        var route = exchange.Allowed?.Path;
        activity.DisplayName = route is null ? (known == OtherMethod ? "HTTP" : known) : $"{known} {route}";
        activity.Note("server.address", context.Request.Host.Host);
        activity.Note("server.port", context.Request.Host.Port);
        activity.Note("http.request.method", known);
        if (known == OtherMethod)
        {
            activity.Note("http.request.method_original", PrintableMethod.From(exchange.Method));
        }

        activity.Note("url.scheme", context.Request.Scheme);
        activity.Note("url.path", exchange.Path);
        activity.Note("http.route", route);
        activity.Note("network.protocol.version", context.Request.Protocol is "HTTP/1.0" ? "1.0" : "1.1");
        activity.Note("user_agent.original", context.Request.Headers.UserAgent is [{ Length: > 0 } agent, ..] ? agent : null);
        activity.Note("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            activity.Fail(ErrorType(exchange, status));
        }
    }

    private static string ErrorType(Exchange exchange, int status) => exchange.Error?.Code() ?? status.ToString(CultureInfo.InvariantCulture);

    private static string MethodTag(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" or "TRACE" or "CONNECT" => method,
        _ => OtherMethod,
    };
}
