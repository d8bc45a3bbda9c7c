using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MockProvider.Answers;

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
        var authorization = context.Request.Headers.Authorization;
        context.Features.Get<IHttpActivityFeature>()?.Activity
            .SetTag(CredentialKind, keys.Judge(authorization))
            .SetTag(AuthorizationHeaders, authorization.Count);
        return next(context);
    }
}
