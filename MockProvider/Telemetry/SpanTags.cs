using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MockProvider.Credentials;

namespace MockProvider.Telemetry;

/// <summary>Tells a learner, on the server's span, what arrived: which kind of credential, how many of them; never the credential.</summary>
internal sealed class SpanTags(RequestDelegate next, ProviderKey keys)
{
    public const string CredentialKind = "mock.credential";
    public const string AuthorizationHeaders = "mock.authorization_headers";
    public const string Model = "mock.model";
    public const string Streamed = "mock.streamed";
    public const string Fault = "mock.fault";

    public Task InvokeAsync(HttpContext context)
    {
        if (Of(context) is { } span)
        {
            var authorization = context.Request.Headers.Authorization;
            span.SetTag(CredentialKind, keys.Judge(authorization).Say());
            span.SetTag(AuthorizationHeaders, authorization.Count);
        }

        return next(context);
    }

    /// <summary>The server's span for this request, when somebody listens.</summary>
    public static Activity? Of(HttpContext context) => context.Features.Get<IHttpActivityFeature>()?.Activity;
}
