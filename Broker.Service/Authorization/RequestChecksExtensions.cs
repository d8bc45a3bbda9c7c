using Broker.Service.Authentication;

namespace Broker.Service.Authorization;

/// <summary>Adds the checks, in the order in which they run.</summary>
internal static class RequestChecksExtensions
{
    /// <summary>Adds the checks that say who may ask, then those that say for what.</summary>
    public static IServiceCollection AddRequestChecks(this IServiceCollection services)
    {
        services.AddSingleton<HealthAnswer>();

        services.AddSingleton<IRequestCheck, HostCheck>();
        services.AddSingleton<IRequestCheck, OriginCheck>();
        services.AddSingleton<IRequestCheck, LocalEndpointsCheck>();
        services.AddSingleton<IRequestCheck, MethodCheck>();
        services.AddSingleton<IRequestCheck, CallerTokenCheck>();
        services.AddSingleton<IRequestCheck, AllowedPathCheck>();
        services.AddSingleton<IRequestCheck, BodySizeCheck>();
        services.AddSingleton<IRequestCheck, JsonCheck>();
        return services;
    }

    /// <summary>Lets only requests that pass every check go on.</summary>
    public static IApplicationBuilder UseRequestChecks(this IApplicationBuilder app) => app.UseMiddleware<RequestChecksMiddleware>();
}
