using System.Text.Json;
using Aspire.Hosting;

namespace Broker.AppHost.Embedded.Orchestration;

/// <summary>The environment that a project's own launch profile asks for.</summary>
internal static class LaunchProfile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads <c>Properties/launchSettings.json</c> beside the project file.</summary>
    /// <param name="projectPath">The project file.</param>
    /// <param name="preferred">The profile to take if there is one of that name; else the first that starts the project.</param>
    /// <returns>Its variables; none when there is no such file or profile.</returns>
    /// <exception cref="DistributedApplicationException">The file is not JSON.</exception>
    public static IReadOnlyDictionary<string, string> ReadVariables(string projectPath, string? preferred)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>();
        }

        using var settings = Parse(path);
        if (!settings.RootElement.TryGetProperty("profiles", out var profiles))
        {
            return new Dictionary<string, string>();
        }

        var startsProject = profiles.EnumerateObject()
            .Where(profile => profile.Value.TryGetProperty("commandName", out var command) && command.ValueEquals("Project"))
            .ToList();
        var chosen = startsProject.Find(profile => profile.Name == preferred) is { Value.ValueKind: JsonValueKind.Object } named
            ? named
            : startsProject.FirstOrDefault();
        return chosen.Value.ValueKind == JsonValueKind.Object && chosen.Value.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(
                variable => variable.Name,
                variable => Environment.ExpandEnvironmentVariables(variable.Value.GetString() ?? ""))
            : new Dictionary<string, string>();
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path), Lenient);
        }
        catch (JsonException e)
        {
            throw new DistributedApplicationException($"{path} is not valid JSON: {e.Message}", e);
        }
    }
}
