using Microsoft.AspNetCore.Http.Features;

namespace Broker.Service.Configuration;

/// <summary>
/// Looks up what the server or an earlier step knows about a request, without the interface's own generic methods: in a native build those are
/// looked up anew in each call.
/// </summary>
internal static class FeatureLookup
{
    /// <summary>The feature; null where nobody gave one.</summary>
    /// <typeparam name="TFeature">Under what type it was given.</typeparam>
    /// <param name="features">Features of the request.</param>
    public static TFeature? Find<TFeature>(this IFeatureCollection features)
        where TFeature : class => (TFeature?)features[typeof(TFeature)];
}
