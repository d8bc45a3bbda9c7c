using Broker.AppHost.Embedded.Dashboard.Access;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Asks senders for the API key before a byte of what they send is read.</summary>
internal static class OtlpKeyGate
{
    /// <summary>Answers 401, or <c>Unauthenticated</c> in gRPC's way, to who has not the key.</summary>
    /// <param name="application">What is behind the gate.</param>
    /// <param name="key">The key.</param>
    public static void UseOtlpKey(this IApplicationBuilder application, TokenCheck key) => application.Use((context, next) =>
    {
        if (key.Matches(context.Request.Headers[OtlpPaths.ApiKeyHeader]))
        {
            return next(context);
        }

        const string Message = "The header x-otlp-api-key does not hold the dashboard's key.";
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return OtlpAnswer.RefuseAsync(context, StatusCodes.Status401Unauthorized, StatusCode.Unauthenticated, Message);
        }

        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Message;
        return Task.CompletedTask;
    });
}
