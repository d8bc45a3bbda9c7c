extern alias judge;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broker.Lessons;
using Broker.Service.Configuration;
using judge::Json.Schema;

namespace Broker.Tests.Configuration;

/// <summary>The schema accepts what the reader accepts: both forms, and the examples of the documentation.</summary>
public sealed partial class GeneralFormSchemaTests : IDisposable
{
    private const string Source = "\"secret_source\":{\"kind\":\"env\",\"name\":\"OPENAI_API_KEY\"}";
    private static readonly string Repository = Stage.Find(AppContext.BaseDirectory)!.Repository;
    private static readonly JsonSchema Judge =
        JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.schema.json"));

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("UPSTREAMS")]
    [InlineData("UPSTREAMS,\"mode\":\"proxy\",\"listen_port\":0,\"max_buffered_bytes\":99999999,\"events_chain\":true")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\",\"upstreams\":[\"one\"],\"expires\":\"2999-01-01T00:00:00Z\"}}")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_sha256\":[\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"]}}")]
    [InlineData("\"upstreams\":{\"az\":{\"provider\":\"azure-openai\",\"base_url\":\"https://my.example\",SOURCE,\"path_prefix\":\"\"}}")]
    [InlineData("\"upstreams\":{\"a-1\":{\"provider\":\"openai\",SOURCE,\"path_prefix\":\"/a/b\",\"request_headers\":[\"x-*\",\"y\"]}}")]
    [InlineData("ONE\"credential\":{\"header\":\"x-key\",\"prefix\":\"\"},\"egress_proxy\":\"http://p.example:1\"}}")]
    [InlineData("ONE\"allowed_paths\":[{\"path\":\"PUT /{id}\",\"body\":\"any\",\"max_request_bytes\":9}],\"additional_paths\":[]}}")]
    [InlineData("ONE\"extra_headers\":{\"a\":\"b\"},\"first_byte_timeout_seconds\":1.5}}")]
    [InlineData("ONE\"idle_timeout_seconds\":2,\"pool_idle_seconds\":3,\"max_request_bytes\":4}}")]
    public void Schema_OfWhatTheReaderAccepts_Holds(string keys)
    {
        var json = Complete(keys);

        Assert.IsType<ConfigurationResult.Loaded>(Load(json));
        Assert.True(IsValid(json));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"upstreams\":{}")]
    [InlineData("\"upstreams\":[]")]
    [InlineData("\"upstreams\":{\"One\":{\"provider\":\"openai\",SOURCE}}")]
    [InlineData("\"upstreams\":{\"one\":7}")]
    [InlineData("\"upstreams\":{\"one\":{SOURCE}}")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai\"}}")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"opnai\",SOURCE}}")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"azure-openai\",SOURCE}}")]
    [InlineData("\"upstreams\":{\"one\":{\"provider\":\"openai-compatible\",SOURCE}}")]
    [InlineData("ONE\"base_ulr\":\"x\"}}")]
    [InlineData("ONE\"path_prefix\":\"one\"}}")]
    [InlineData("ONE\"path_prefix\":\"/one/\"}}")]
    [InlineData("ONE\"credential\":{\"name\":\"x\"}}}")]
    [InlineData("ONE\"credential\":{\"prefix\":\" x\"}}}")]
    [InlineData("ONE\"request_headers\":[\"a*b\"]}}")]
    [InlineData("ONE\"allowed_paths\":[]}}")]
    [InlineData("ONE\"allowed_paths\":[7]}}")]
    [InlineData("ONE\"additional_paths\":[{\"body\":\"any\"}]}}")]
    [InlineData("ONE\"additional_paths\":[{\"path\":\"/x\",\"body\":\"xml\"}]}}")]
    [InlineData("ONE\"additional_paths\":[{\"path\":\"/x\",\"model\":\"none\"}]}}")]
    [InlineData("ONE\"first_byte_timeout_seconds\":0}}")]
    [InlineData("ONE\"egress_proxy\":\"http://u:p@proxy:1\"}}")]
    [InlineData("ONE\"upstream_timeout_seconds\":30}}")]
    [InlineData("\"callers\":{\"a\":{\"token_env\":\"TOKEN\"}}")]
    [InlineData("UPSTREAMS,\"callers\":{}")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{}}")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\",\"token_sha256\":[]}}")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_sha256\":[\"abc\"]}}")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\",\"upstreams\":[]}}")]
    [InlineData("UPSTREAMS,\"callers\":{\"a\":{\"token_env\":\"TOKEN\",\"models\":[\"gpt-*\"]}}")]
    [InlineData("UPSTREAMS,\"upstream_base_url\":\"https://api.example\"")]
    [InlineData("UPSTREAMS,\"allowed_paths\":[\"/v1/x\"]")]
    [InlineData("UPSTREAMS,\"client_token_env\":\"TOKEN\"")]
    [InlineData("UPSTREAMS,\"tls\":{}")]
    public void Schema_OfWhatTheReaderRefuses_DoesNotHold(string keys)
    {
        var json = Complete(keys);

        Assert.IsType<ConfigurationResult.Failed>(Load(json));
        Assert.False(IsValid(json));
    }

    [Theory]
    [InlineData("docs/configuration.md")]
    [InlineData("docs/providers.md")]
    [InlineData("docs/broker_config.general.example.json")]
    public void Examples_OfTheDocumentation_AreConfigurations(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository, page)).ReplaceLineEndings("\n");
        var examples = text.StartsWith('{') ? [text] : Example().Matches(text).Select(match => match.Groups[1].Value);

        Assert.NotEmpty(examples);
        Assert.All(examples, json =>
        {
            ConfigurationFolder.Loaded(Load(json));
            Assert.True(IsValid(json));
        });
    }

    /// <summary>Loads a file in an environment that has all variables which it names.</summary>
    private ConfigurationResult Load(string json)
    {
        var names = VariableName().Matches(json).Select(match => match.Groups[1].Value).Distinct();
        return _folder.Load(json, [.. names.Select(name => (name, $"value-of-{name}"))]);
    }

    private static bool IsValid(string json) => Judge.Evaluate(JsonNode.Parse(json)).IsValid;

    private static string Complete(string keys) =>
        $"{{{keys}}}".Replace("UPSTREAMS", $"ONE\"max_request_bytes\":1048576}}}}", StringComparison.Ordinal)
            .Replace("ONE", "\"upstreams\":{\"one\":{\"provider\":\"openai\",SOURCE,", StringComparison.Ordinal)
            .Replace("SOURCE", Source, StringComparison.Ordinal);

    /// <summary>A block that is a whole file with upstreams.</summary>
    [GeneratedRegex("```(?:json)?\n(\\{\n[^`]*\"upstreams\": \\{[^`]*\n\\})\n```")]
    private static partial Regex Example();

    [GeneratedRegex("\"(?:token_env|name)\":\\s*\"(\\w+)\"")]
    private static partial Regex VariableName();
}
