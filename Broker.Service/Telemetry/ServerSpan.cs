using System.Diagnostics;
using System.Globalization;
using Broker.Service.Auditing;
using Broker.Service.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Telemetry;

/// <summary>
/// Describes a request in the server's own span, by the OpenTelemetry conventions for HTTP: all at once, when its answer is known, and only
/// where the span is kept. No query string, and no path but the printable one.
/// </summary>
internal static class ServerSpan
{
    private const string OtherMethod = "_OTHER";

    // Hosts name the same address again and again.
    private static Address? _last;

    /// <summary>Describes it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="exchange">What is known of it.</param>
    /// <param name="status">Status of its answer.</param>
    public static void Describe(HttpContext context, Exchange exchange, int status)
    {
        if (status >= StatusCodes.Status500InternalServerError)
        {
            // The server's own metric knows statuses alone.
            context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new(BrokerTelemetry.ErrorType, ErrorType(exchange, status)));
        }

        if (Activity.Current is not { IsAllDataRequested: true } activity || !activity.Source.HasListeners())
        {
            return;
        }

        var known = MethodTag(exchange.Method);
        // Only where it is allowed is the path from a closed set, and may be part of a name.
        var route = exchange.Allowed?.Path;
        activity.DisplayName = route is null ? (known == OtherMethod ? "HTTP" : known) : $"{known} {route}";
        DescribeAddress(activity, context.Request.Headers.Host.ToString());
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

    private static void DescribeAddress(Activity activity, string host)
    {
        var last = _last;
        if (last is null || last.Header != host)
        {
            var parsed = new HostString(host);
            _last = last = new Address(host, parsed.Host, parsed.Port);
        }

        activity.Note("server.address", last.Name);
        activity.Note("server.port", last.Port);
    }

    private static string MethodTag(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" or "TRACE" or "CONNECT" => method,
        _ => OtherMethod,
    };

    private sealed record Address(string Header, string? Name, object? Port);
}
