using System.Security.Cryptography;
using Aspire.Hosting;
using Broker.AppHost.Embedded.Dashboard;
using Microsoft.Extensions.Configuration;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>What the engine is told from outside, under the names that Aspire gives it.</summary>
/// <param name="Dashboard">Where the dashboard listens and what it asks of those who come.</param>
/// <param name="AppHost">What the app host knows about itself.</param>
/// <param name="LaunchProfile">Name of the app host's launch profile; a project's own profile of that name is preferred.</param>
internal sealed record EngineSettings(DashboardOptions Dashboard, AppHostFacts AppHost, string? LaunchProfile)
{
    private const string AnyPort = "http://127.0.0.1:0";

    /// <summary>Reads the settings. Addresses that are not set become free ports, tokens random.</summary>
    /// <param name="configuration">Environment, command line and settings files of the app host.</param>
    /// <param name="appHost">What the app host knows about itself.</param>
    /// <exception cref="DistributedApplicationException">An address is none.</exception>
    public static EngineSettings Read(IConfiguration configuration, AppHostFacts appHost) => new(
        new DashboardOptions
        {
            Url = ReadUrl(configuration, "ASPNETCORE_URLS"),
            OtlpGrpcUrl = ReadUrl(configuration, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"),
            OtlpHttpUrl = ReadUrl(configuration, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"),
            BrowserToken = configuration["AppHost:BrowserToken"] ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
            OtlpApiKey = configuration["AppHost:OtlpApiKey"] ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
        },
        appHost,
        configuration["DOTNET_LAUNCH_PROFILE"]);

    private static Uri ReadUrl(IConfiguration configuration, string key)
    {
        var value = configuration[key]?.Split(';')[0] ?? AnyPort;
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback
            ? url
            : throw new DistributedApplicationException($"{key} is '{value}': the embedded engine listens on http and loopback only, such as http://localhost:18888.");
    }
}
