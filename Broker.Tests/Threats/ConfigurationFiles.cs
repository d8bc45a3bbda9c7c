using System.Text.Json.Nodes;
using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>Writes configuration files for tests: a sound one, in which parts are spoilt.</summary>
internal static class ConfigurationFiles
{
    /// <summary>Writes a file and reads it as the broker does.</summary>
    public static ConfigurationResult Load(this TemporaryFolder folder, string members, TestEnvironment? environment = null) =>
        ConfigurationLoader.Load(folder.Write(members), urls: null, environment ?? [], folder.Path);

    /// <summary>Writes a file: a dry run on any free port, with the given members in addition or instead.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="members">Members of a JSON object, without its braces.</param>
    public static string Write(this TemporaryFolder folder, string members)
    {
        var file = new JsonObject
        {
            ["listen_port"] = 0,
            ["upstream_base_url"] = "https://api.openai.example",
            ["allowed_paths"] = new JsonArray("/v1/responses"),
        };
        foreach (var (key, value) in JsonNode.Parse($"{{{members}}}")!.AsObject())
        {
            file[key] = value?.DeepClone();
        }

        var path = folder.File("broker.json");
        File.WriteAllText(path, file.ToJsonString());
        return path;
    }

    /// <summary>The refusal of a configuration: its one problem.</summary>
    public static ConfigurationProblem AssertRefused(this ConfigurationResult result) =>
        Assert.Single(Assert.IsType<ConfigurationResult.Failed>(result).Problems);

    /// <summary>What the owner of a sound configuration is warned of.</summary>
    public static IReadOnlyList<string> Warnings(this ConfigurationResult result) =>
        Assert.IsType<ConfigurationResult.Loaded>(result).Warnings;
}
