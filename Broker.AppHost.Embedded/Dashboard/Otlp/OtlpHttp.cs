using System.IO.Compression;
using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Broker.AppHost.Embedded.Dashboard.Store;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>OTLP over http/protobuf.</summary>
internal static class OtlpHttp
{
    /// <summary>Maps one address for each signal.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="intake">Takes in what comes.</param>
    /// <param name="limits">How much may come at once.</param>
    public static void MapOtlpHttp(this IEndpointRouteBuilder routes, TelemetryIntake intake, TelemetryLimits limits)
    {
        Map("/v1/traces", WireParser.Traces, intake.Accept);
        Map("/v1/logs", WireParser.Logs, intake.Accept);
        Map("/v1/metrics", WireParser.Metrics, intake.Accept);

        void Map<T>(string path, MessageParser<T> parser, Func<T, WireExportAnswer> accept)
            where T : IMessage<T> =>
            routes.MapPost(path, context => ExportAsync(context, parser, accept, limits.ExportBytes));
    }

    private static async Task ExportAsync<T>(HttpContext context, MessageParser<T> parser, Func<T, WireExportAnswer> accept, int maxBytes)
        where T : IMessage<T>
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(OtlpAnswer.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            await OtlpAnswer.RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument, "The content type must be application/x-protobuf.");
            return;
        }

        if (Unpack(context.Request) is not { } body)
        {
            await OtlpAnswer.RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument, "The content encoding must be gzip or none.");
            return;
        }

        T export;
        try
        {
            await using var bounded = new BoundedReadStream(body, maxBytes, TooLarge);
            using var whole = new MemoryStream();
            await bounded.CopyToAsync(whole, context.RequestAborted);
            export = parser.ParseFrom(whole.GetBuffer().AsSpan(0, (int)whole.Length));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException)
        {
            await OtlpAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, "The body is not the protobuf message that it should be.");
            return;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await OtlpAnswer.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, StatusCode.ResourceExhausted, $"An export may have {maxBytes} bytes, unpacked.");
            return;
        }

        await OtlpAnswer.AcceptAsync(context, accept(export));
    }

    private static Stream? Unpack(HttpRequest request) => request.Headers.ContentEncoding switch
    {
        [] or ["" or "identity"] => request.Body,
        [{ } only] when only.Equals("gzip", StringComparison.OrdinalIgnoreCase) => new GZipStream(request.Body, CompressionMode.Decompress),
        _ => null,
    };

    private static BadHttpRequestException TooLarge() => new("too large", StatusCodes.Status413PayloadTooLarge);
}
