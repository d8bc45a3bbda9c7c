using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds parameters to the app model.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is <c>Parameters:NAME</c> in the settings.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="secret">Whether it must not be shown.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = $"Parameters:{name}";
        return builder.AddResource(new ParameterResource(
            name,
            _ => builder.Configuration[key] ?? throw new DistributedApplicationException($"The parameter {name} has no value: set {key} in the settings."),
            secret)
        {
            Origin = $"{key} in the settings",
        });
    }

    /// <summary>Adds a parameter with its value.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="value">Its value.</param>
    /// <param name="publishValueAsDefault">Means nothing here: this engine never publishes.</param>
    /// <param name="secret">Whether it must not be shown.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ParameterResource(name, _ => value, secret));
    }
}
