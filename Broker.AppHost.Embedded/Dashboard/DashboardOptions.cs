using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Dashboard.Store;

namespace Broker.AppHost.Embedded.Dashboard;

/// <summary>Where the dashboard listens and what it asks of those who come.</summary>
internal sealed record DashboardOptions
{
    /// <summary>Loopback address of the pages and the JSON API; port 0 takes a free one.</summary>
    public required Uri Url { get; init; }

    /// <summary>Loopback address that receives OTLP over gRPC (HTTP/2 without TLS); port 0 takes a free one.</summary>
    public required Uri OtlpGrpcUrl { get; init; }

    /// <summary>Loopback address that receives OTLP over http/protobuf; port 0 takes a free one.</summary>
    public required Uri OtlpHttpUrl { get; init; }

    /// <summary>What a browser must present once (<c>/login?t=…</c>) and scripts as <c>X-API-Key</c> or <c>Authorization: Bearer</c>.</summary>
    public required string BrowserToken { get; init; }

    /// <summary>What telemetry senders present in the header <c>x-otlp-api-key</c>.</summary>
    public required string OtlpApiKey { get; init; }

    /// <summary>How much telemetry is kept.</summary>
    public TelemetryLimits Limits { get; init; } = new();

    /// <summary>Looks for secrets in what comes in.</summary>
    public SecretScan Scan { get; init; } = new([], TimeProvider.System);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
