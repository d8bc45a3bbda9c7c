using Broker.AppHost.Embedded.Dashboard.Access;
using Broker.AppHost.Embedded.Dashboard.Otlp;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.AppHost.Embedded.Dashboard.Doors;

/// <summary>Where OTLP comes in over gRPC.</summary>
internal static class OtlpGrpcDoor
{
    // Five bytes of framing before each message.
    private const int Framing = 64;

    /// <summary>Opens it.</summary>
    /// <param name="options">Where, and which key to ask for.</param>
    /// <param name="intake">Takes in what comes.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<Door> OpenAsync(DashboardOptions options, TelemetryIntake intake, CancellationToken cancellationToken)
    {
        var key = new TokenCheck(options.OtlpApiKey);
        return Door.OpenAsync(
            options.OtlpGrpcUrl,
            HttpProtocols.Http2,
            options.Limits.ExportBytes + Framing,
            builder =>
            {
                builder.Services.AddSingleton(intake);
                builder.Services.AddSingleton<OtlpGrpcService>();
                builder.Services.AddSingleton<IServiceMethodProvider<OtlpGrpcService>, OtlpGrpcService.Methods>();
                builder.Services.AddGrpc(grpc =>
                {
                    grpc.MaxReceiveMessageSize = options.Limits.ExportBytes;
                    grpc.CompressionProviders = [new BoundedGzip(options.Limits.ExportBytes)];
                });
            },
            application =>
            {
                application.UseOtlpKey(key);
                application.UseRouting();
                application.MapGrpcService<OtlpGrpcService>();
            },
            cancellationToken);
    }
}
