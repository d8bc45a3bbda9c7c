using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Broker.Tests.AppHost;

/// <summary>App models for tests, built with the same methods as the real one.</summary>
internal static class TestAppModel
{
    /// <summary>An empty app model.</summary>
    /// <param name="settings">Its configuration.</param>
    public static IDistributedApplicationBuilder Create(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return new DistributedApplicationBuilder(configuration, new AppHostFacts(AppContext.BaseDirectory, "for tests", IsDevelopment: true));
    }

    /// <summary>The sample service as a project; its folder is one that has no launch settings.</summary>
    internal sealed class SampleService : IBuiltProjectMetadata
    {
        public string ProjectPath => Path.Combine(Path.GetDirectoryName(AssemblyPath)!, "SampleService.csproj");

        public string AssemblyPath => BuiltProjects.AssemblyOf("SampleService");
    }
}
