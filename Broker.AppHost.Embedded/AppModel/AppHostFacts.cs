using System.Reflection;

namespace Aspire.Hosting;

/// <summary>What an app host knows about itself, from its build and its environment.</summary>
/// <param name="Directory">Folder of its project.</param>
/// <param name="EngineReason">Why it runs on the embedded engine.</param>
/// <param name="IsDevelopment">Whether its environment is called Development.</param>
internal sealed record AppHostFacts(string Directory, string EngineReason, bool IsDevelopment)
{
    /// <summary>Reads what the build wrote into the app host's assembly.</summary>
    /// <param name="appHost">The assembly.</param>
    /// <param name="environmentName">Name of the environment.</param>
    public static AppHostFacts Read(Assembly? appHost, string environmentName)
    {
        var facts = appHost?.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(fact => fact.Key, fact => fact.Value);
        return new AppHostFacts(
            facts?["apphostprojectpath"].FirstOrDefault() ?? AppContext.BaseDirectory,
            facts?["embeddedenginereason"].FirstOrDefault() ?? "it was referenced directly",
            string.Equals(environmentName, "Development", StringComparison.OrdinalIgnoreCase));
    }
}
