using Broker.AppHost.Embedded.Dashboard.Access;
using Broker.AppHost.Embedded.Dashboard.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Broker.AppHost.Embedded.Dashboard.Doors;

/// <summary>Where OTLP comes in over http/protobuf.</summary>
internal static class OtlpHttpDoor
{
    /// <summary>Opens it.</summary>
    /// <param name="options">Where, and which key to ask for.</param>
    /// <param name="intake">Takes in what comes.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<Door> OpenAsync(DashboardOptions options, TelemetryIntake intake, CancellationToken cancellationToken)
    {
        var key = new TokenCheck(options.OtlpApiKey);
        return Door.OpenAsync(
            options.OtlpHttpUrl,
            HttpProtocols.Http1,
            options.Limits.ExportBytes,
            _ => { },
            application =>
            {
                application.UseOtlpKey(key);
                application.UseRouting();
                application.MapOtlpHttp(intake, options.Limits);
            },
            cancellationToken);
    }
}
