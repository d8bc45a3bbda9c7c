using Broker.AppHost.Embedded.Dashboard.Access;
using Broker.AppHost.Embedded.Dashboard.Api;
using Broker.AppHost.Embedded.Dashboard.Commands;
using Broker.AppHost.Embedded.Dashboard.Live;
using Broker.AppHost.Embedded.Dashboard.Pages;
using Broker.AppHost.Embedded.Dashboard.Scan;
using Broker.AppHost.Embedded.Dashboard.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.FluentUI.AspNetCore.Components;

namespace Broker.AppHost.Embedded.Dashboard.Doors;

/// <summary>Where people and scripts look: the pages and the JSON API.</summary>
internal static class PagesDoor
{
    // Forms and command calls are short.
    private const int MaxBodyBytes = 64 * 1024;

    // Each open page holds a connection and its state.
    private const int MaxCircuits = 64;
    private const int MaxCircuitsKept = 8;

    /// <summary>Opens it.</summary>
    /// <param name="options">Where, and which token to ask for.</param>
    /// <param name="resources">The resources.</param>
    /// <param name="store">The telemetry.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static Task<Door> OpenAsync(DashboardOptions options, IResourceSource resources, TelemetryStore store, CancellationToken cancellationToken)
    {
        var token = new TokenCheck(options.BrowserToken);
        return Door.OpenAsync(
            options.Url,
            HttpProtocols.Http1,
            MaxBodyBytes,
            builder => AddServices(builder, options, resources, store),
            application => Map(application, token, resources, store),
            cancellationToken);
    }

    private static void AddServices(WebApplicationBuilder builder, DashboardOptions options, IResourceSource resources, TelemetryStore store)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddSingleton(options.Scan);
        services.AddSingleton(resources);
        services.AddSingleton(store);
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<PageAssets>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<DashboardCookies>();

        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>>(provider => provider.GetRequiredService<DashboardCookies>());
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.DisconnectedCircuitMaxRetained = MaxCircuitsKept);
        services.AddFluentUIComponents();
        builder.Environment.WebRootFileProvider = new InitializerFiles(builder.Environment.ApplicationName, PageAssets.FluentScript);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxConcurrentUpgradedConnections = MaxCircuits);
        KeepFormKeysInMemory(services);
    }

    // Form tokens live as long as the process. The hosted service would write keys for them into the user's profile folder.
    private static void KeepFormKeysInMemory(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider, EphemeralDataProtectionProvider>());
        var keyWriter = services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(EphemeralDataProtectionProvider).Assembly);
        services.Remove(keyWriter);
    }

    private static void Map(WebApplication application, TokenCheck token, IResourceSource resources, TelemetryStore store)
    {
        var services = application.Services;
        var (sessions, cookies, runner) = (services.GetRequiredService<SessionStore>(), services.GetRequiredService<DashboardCookies>(), services.GetRequiredService<CommandRunner>());

        application.UseApiGate(token, sessions, cookies);
        application.UseMiddleware<SessionGate>();
        application.UseStatusCodePagesWithReExecute("/not-found");
        application.UseRouting();
        application.UseAntiforgery();

        application.MapSignIn(token, sessions, cookies);
        application.MapDashboardApi(store, resources, runner, services.GetRequiredService<SecretScan>());
        services.GetRequiredService<PageAssets>().Map(application);
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode =>
        {
            // Compressed, the length of what is sent would tell of secrets in it; uncompressed, there is also no second policy header to set.
            mode.DisableWebSocketCompression = true;
        });
    }
}
