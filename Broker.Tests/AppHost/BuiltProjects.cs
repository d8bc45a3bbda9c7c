using System.Reflection;

namespace Broker.Tests.AppHost;

/// <summary>Where the build put what the tests start: see <c>AppHostsUnderTest.targets</c>.</summary>
internal static class BuiltProjects
{
    /// <summary>Full path of a project's assembly.</summary>
    /// <param name="project"><c>Broker.AppHost</c>, <c>SampleAppHost</c> or <c>SampleService</c>.</param>
    public static string AssemblyOf(string project) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(fact => fact.Key == project).Value!;
}
