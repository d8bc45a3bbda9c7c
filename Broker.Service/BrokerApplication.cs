using System.Runtime.CompilerServices;
using Broker.Service.Auditing;
using Broker.Service.Checks;
using Broker.Service.Configuration;
using Broker.Service.Credentials;
using Broker.Service.Forwarding;
using Broker.Service.Hosting;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service;

/// <summary>Builds the web application: registers the services and adds the request handler.</summary>
internal static class BrokerApplication
{
    /// <summary>Builds the application; nothing listens before it is started.</summary>
    /// <param name="customize">For tests: replaces services, such as the clock.</param>
    public static WebApplication Build(Settings settings, IProcessEnvironment environment, Action<IServiceCollection>? customize = null)
    {
        // The empty builder reads no file, no variable and no argument by itself: only what is added here takes part.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "Broker.Service",
            // Nothing is read there; without it the working folder would be asked for, which may be gone.
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            builder.Services.AddKnownOptions();
        }

        builder.Configuration.AddServiceSettings(environment);
        builder.Logging.AddStandardError();
        builder.WebHost.UseLimitedKestrel(settings.Listen);
        builder.AddServiceDefaults();

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(environment);
        builder.Services.AddSingleton<BrokerPolicy>();
        builder.Services.AddSingleton<PolicySource>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ListenAddress>();
        builder.AddTelemetry();

        builder.Services.AddAuditing();
        builder.Services.AddRequests();
        builder.Services.AddRequestChecks();
        builder.Services.AddCredentials();
        builder.Services.AddForwarding();
        customize?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseRequestHandler();
        app.UseDefaultEndpoints();
        return app;
    }
}
