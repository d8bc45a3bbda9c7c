using System.Text;
using System.Text.Json.Nodes;
using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

/// <summary>A temporary folder with a configuration file in it, loaded as a start would load it.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public ConfigurationFolder() => Folder = Directory.CreateTempSubdirectory("broker-config-").FullName;

    public string Folder { get; }

    public string File => Path.Combine(Folder, "broker_config.json");

    /// <summary>The smallest configuration that is valid.</summary>
    public static JsonObject Valid() => new()
    {
        ["upstream_base_url"] = "https://api.openai.example",
        ["allowed_paths"] = new JsonArray("/v1/responses"),
    };

    /// <summary>A valid configuration with one key set to a piece of JSON.</summary>
    public static string With(string key, string json)
    {
        var valid = Valid();
        valid[key] = JsonNode.Parse(json);
        return valid.ToJsonString();
    }

    public ConfigurationResult Load(string json, params (string Name, string Value)[] variables) => Load(json, null, variables);

    public ConfigurationResult Load(string json, string? urls, params (string Name, string Value)[] variables) =>
        Load(Encoding.UTF8.GetBytes(json), urls, variables);

    public ConfigurationResult Load(byte[] json, string? urls, params (string Name, string Value)[] variables)
    {
        System.IO.File.WriteAllBytes(File, json);
        if (!OperatingSystem.IsWindows())
        {
            // Whatever the developer's umask is.
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return ConfigurationLoader.Load(File, urls, new VariableSet(variables), Folder);
    }

    public LabSettings Options(string json, params (string Name, string Value)[] variables) =>
        Options(Load(json, variables));

    public static LabSettings Options(ConfigurationResult result) => LabSettings.From(Loaded(result).Settings);

    public IReadOnlyList<ConfigurationProblem> Problems(string json, params (string Name, string Value)[] variables) =>
        Assert.IsType<ConfigurationResult.Failed>(Load(json, variables)).Problems;

    public ConfigurationProblem Problem(string json, params (string Name, string Value)[] variables) =>
        Assert.Single(Problems(json, variables));

    public static ConfigurationResult.Loaded Loaded(ConfigurationResult result)
    {
        if (result is ConfigurationResult.Failed failed)
        {
            Assert.Fail(Printed(failed));
        }

        return Assert.IsType<ConfigurationResult.Loaded>(result);
    }

    /// <summary>Every key of the file, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Keys()
    {
        using var folder = new ConfigurationFolder();
        // How many connections there may be is shown, but is no key.
        return [.. Loaded(folder.Load(Valid().ToJsonString())).Effective.Select(setting => setting.Key).Where(key => key != "connections")];
    }

    public static string Printed(ConfigurationResult.Failed failed)
    {
        using var text = new StringWriter();
        ProblemReport.Write(text, failed);
        return text.ToString();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
