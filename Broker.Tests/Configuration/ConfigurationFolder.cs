using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broker.Service.Configuration;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Configuration;

/// <summary>A temporary folder with a configuration file in it, loaded as a start would load it.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    /// <summary>Remote addresses are allowed, and there is a token.</summary>
    public static readonly (string Name, string Value)[] Remote = [("Broker__allow_remote", "true"), ("Broker__client_token_env", "TOKEN"), ("TOKEN", "t")];

    /// <summary>The smallest configuration that is valid.</summary>
    public static readonly string Valid = Smallest().ToJsonString();

    public string Folder { get; } = Directory.CreateTempSubdirectory("broker-config-").FullName;

    public string File => Path.Combine(Folder, "broker_config.json");

    /// <summary>A valid configuration with one key set to a piece of JSON.</summary>
    public static string With(string key, string json)
    {
        var others = Smallest();
        others.Remove(key);
        return $"{{{JsonSerializer.Serialize(key)}:{json},{others.ToJsonString()[1..]}";
    }

    public ConfigurationResult Load(string json, params (string Name, string Value)[] variables) => Load(json, null, variables);

    public ConfigurationResult Load(string json, string? urls, params (string Name, string Value)[] variables) =>
        Load(Encoding.UTF8.GetBytes(json), urls, variables);

    public ConfigurationResult Load(byte[] json, string? urls, params (string Name, string Value)[] variables)
    {
        System.IO.File.WriteAllBytes(File, json);
        // Whatever the developer's umask is.
        UnixFiles.SetMode(File, "600");
        return ConfigurationLoader.Load(File, urls, new TestEnvironment(variables), Folder);
    }

    public ConfigurationResult.Loaded Loaded(string json, params (string Name, string Value)[] variables) => Loaded(Load(json, variables));

    public LabSettings Options(string json, params (string Name, string Value)[] variables) => LabSettings.From(Loaded(json, variables).Settings);

    public IReadOnlyList<ConfigurationProblem> Problems(string json, params (string Name, string Value)[] variables) =>
        Assert.IsType<ConfigurationResult.Failed>(Load(json, variables)).Problems;

    /// <summary>The one problem of a configuration; nothing that is printed about it has the word "canary".</summary>
    public ConfigurationProblem Problem(string json, params (string Name, string Value)[] variables) => Problem(Load(json, variables));

    public static ConfigurationProblem Problem(ConfigurationResult result)
    {
        var failed = Assert.IsType<ConfigurationResult.Failed>(result);
        Assert.DoesNotContain("canary", Printed(failed), StringComparison.Ordinal);
        return Assert.Single(failed.Problems);
    }

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
        return [.. folder.Loaded(Valid).Effective.Select(setting => setting.Key).Where(key => key != "connections")];
    }

    public static string Printed(ConfigurationResult.Failed failed)
    {
        using var text = new StringWriter();
        ProblemReport.Write(text, failed);
        return text.ToString();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static JsonObject Smallest() => new()
    {
        ["upstream_base_url"] = "https://api.openai.example",
        ["allowed_paths"] = new JsonArray("/v1/responses"),
    };
}
