using Aspire.Hosting.ApplicationModel;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The variables by which a resource finds another one, named as Aspire names them.</summary>
internal static class ServiceVariables
{
    /// <summary>For each address of <paramref name="source"/> the one that service discovery reads and the one for everybody else.</summary>
    public static IEnumerable<KeyValuePair<string, string>> For(IResourceWithServiceDiscovery source)
    {
        foreach (var endpoint in source.Annotations.OfType<EndpointAnnotation>())
        {
            var url = new EndpointReference(source, endpoint.Name).Url;
            yield return new($"services__{source.Name}__{endpoint.Name}__0", url);
            yield return new($"{Encode(source.Name)}_{Encode(endpoint.Name)}".ToUpperInvariant(), url);
        }
    }

    /// <summary>A name that shells accept for a variable: others than ASCII letters and digits become <c>_</c>, and it starts with no digit.</summary>
    public static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}
