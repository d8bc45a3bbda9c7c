using Broker.AppHost.Embedded.Orchestration;

namespace Broker.Tests.AppHost;

public sealed class LaunchProfileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("launch-profile-");

    private string Project => Path.Combine(_folder.FullName, "Some.csproj");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("second", "2")]
    [InlineData("unknown", "1")]
    [InlineData(null, "1")]
    public void Variables_OfProfiles_AreThoseOfTheNamedOrElseTheFirst(string? preferred, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "Properties"));
        File.WriteAllText(Path.Combine(_folder.FullName, "Properties", "launchSettings.json"), """
            {
              // comments are common in these files
              "profiles": {
                "other": { "commandName": "Executable", "environmentVariables": { "WHICH": "0" } },
                "first": { "commandName": "Project", "environmentVariables": { "WHICH": "1" } },
                "second": { "commandName": "Project", "environmentVariables": { "WHICH": "2" } },
              },
            }
            """);

        Assert.Equal(expected, LaunchProfile.ReadVariables(Project, preferred)["WHICH"]);
    }

    [Fact]
    public void Variables_WithoutAFile_AreNone() => Assert.Empty(LaunchProfile.ReadVariables(Project, "http"));
}
