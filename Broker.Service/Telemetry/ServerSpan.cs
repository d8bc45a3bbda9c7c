using System.Diagnostics;
using System.Globalization;
using Broker.Service.Auditing;
using Broker.Service.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Telemetry;

/// <summary>
/// The span of a request as its server sees it, by the OpenTelemetry conventions for HTTP: begun only where its trace could be kept, and
/// described all at once, when the answer is known; and the metric that the server records. No query string, and no path but the printable one.
/// </summary>
/// <param name="admission">Knows what is worth making; null for everything.</param>
internal sealed class ServerSpan(ITelemetryAdmission? admission = null)
{
    private const string OtherMethod = "_OTHER";

    // Hosts name the same address again and again.
    private Address? _last;

    /// <summary>Begins it; null where nobody would see it.</summary>
    /// <param name="request">The request.</param>
    public Activity? Begin(IHttpRequestFeature request)
    {
        if (!BrokerTelemetry.Source.HasListeners())
        {
            return null;
        }

        _ = TraceContext.TryRead(request.Headers, out var host, out _);
        return admission is null || admission.CouldBegin(host)
            ? BrokerTelemetry.Source.StartActivity(MethodTag(request.Method), ActivityKind.Server, host)
            : null;
    }

    /// <summary>Describes it.</summary>
    /// <param name="activity">What was begun.</param>
    /// <param name="context">The request.</param>
    /// <param name="exchange">What is known of it.</param>
    /// <param name="status">Status of its answer.</param>
    public void Describe(Activity? activity, HttpContext context, Exchange exchange, int status)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metric)
        {
            Describe(metric, exchange, status);
        }

        if (activity is not { IsAllDataRequested: true })
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

    private void Describe(IHttpMetricsTagsFeature metric, Exchange exchange, int status)
    {
        metric.MetricsDisabled = admission is { IsMeasuring: false };
        if (status >= StatusCodes.Status500InternalServerError)
        {
            // The server itself knows statuses alone.
            metric.Tags.Add(new(BoundaryNames.ErrorType, ErrorType(exchange, status)));
        }
    }

    private static string ErrorType(Exchange exchange, int status) => exchange.Error?.Code() ?? status.ToString(CultureInfo.InvariantCulture);

    private void DescribeAddress(Activity activity, string host)
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
