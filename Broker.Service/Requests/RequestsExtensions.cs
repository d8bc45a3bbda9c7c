namespace Broker.Service.Requests;

/// <summary>Registers the handler of requests.</summary>
internal static class RequestsExtensions
{
    /// <summary>
    /// Adds the handler, the count of requests in flight, the mark of this process, and what writes events of requests that the server refuses
    /// itself.
    /// </summary>
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton<RequestsInFlight>()
        .AddSingleton<OwnVia>()
        .AddSingleton<RequestHandler>()
        .AddHostedService<ServerRefusalAudit>();

    /// <summary>Answers every request by the handler; probes go on to what comes after it.</summary>
    public static IApplicationBuilder UseRequestHandler(this IApplicationBuilder app) => app.Use(probes =>
    {
        // Made when the application starts, and not before: then the settings are there.
        var handler = app.ApplicationServices.GetRequiredService<RequestHandler>();
        return context => handler.HandleAsync(context, probes);
    });
}
