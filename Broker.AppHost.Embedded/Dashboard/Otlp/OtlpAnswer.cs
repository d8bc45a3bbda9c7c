using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>Answers of http/protobuf.</summary>
internal static class OtlpAnswer
{
    /// <summary>The one content type, both ways.</summary>
    public const string ContentType = "application/x-protobuf";

    /// <summary>Answers 200.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answer">What became of the export.</param>
    public static Task AcceptAsync(HttpContext context, WireExportAnswer answer) => WriteAsync(context, StatusCodes.Status200OK, answer);

    /// <summary>Refuses.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The same in gRPC's numbers.</param>
    /// <param name="message">What is wrong.</param>
    public static Task RefuseAsync(HttpContext context, int status, StatusCode code, string message) =>
        WriteAsync(context, status, new WireStatus { Code = (int)code, Message = message });

    private static Task WriteAsync(HttpContext context, int status, IMessage message)
    {
        var bytes = message.ToByteArray();
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
