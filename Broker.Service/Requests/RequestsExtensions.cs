namespace Broker.Service.Requests;

internal static class RequestsExtensions
{
    /// <summary>Adds the handler, the count of requests in flight, the mark of this process, and the events of requests that Kestrel refuses.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton<RequestsInFlight>()
        .AddSingleton<OwnVia>()
        .AddSingleton<RequestHandler>()
        .AddHostedService<ServerRefusalAudit>();

    /// <summary>Adds the handler, which answers every request except probes; those go to the next middleware.</summary>
    public static IApplicationBuilder UseRequestHandler(this IApplicationBuilder app) => app.Use(probes =>
    {
        // Resolved when the application starts: before that the settings are not there.
        var handler = app.ApplicationServices.GetRequiredService<RequestHandler>();
        return context => handler.HandleAsync(context, probes);
    });
}
