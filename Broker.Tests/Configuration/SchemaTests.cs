using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

public sealed class SchemaTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Schema_Keys_AreThoseOfTheReaderEachDescribed()
    {
        Assert.Equal(["$schema", .. ConfigurationFolder.Keys()], Keys(Schema()));
        Assert.Equal(["kind", "name", "argv", "path"], Keys(Property("secret_source")));
        Assert.All(Schema()["properties"]!.AsObject(), property => Assert.NotNull(property.Value!["description"]));

        static IEnumerable<string> Keys(JsonObject schema)
        {
            Assert.False((bool)schema["additionalProperties"]!);
            return schema["properties"]!.AsObject().Select(property => property.Key);
        }
    }

    [Fact]
    public void Schema_Defaults_AreThoseOfTheReader()
    {
        var options = _folder.Options(ConfigurationFolder.Valid().ToJsonString());
        var expected = new JsonObject
        {
            ["listen_host"] = options.ListenHost,
            ["listen_port"] = options.ListenPort,
            ["allow_remote"] = options.AllowRemote,
            ["mode"] = "dry_run",
            ["secret_source"] = new JsonObject { ["kind"] = options.SecretSource.Label },
            ["max_request_bytes"] = options.MaxRequestBytes,
            ["upstream_timeout_seconds"] = (int)options.UpstreamTimeout.TotalSeconds,
            ["extra_headers"] = new JsonObject(),
            ["max_buffered_bytes"] = options.MaxBufferedBytes,
            ["events_max_bytes"] = options.EventsMaxBytes,
            ["events_keep"] = options.EventsKeep,
            ["events_chain"] = options.EventsChain,
        };

        var defaults = Schema()["properties"]!.AsObject()
            .Where(property => property.Value!["default"] is not null)
            .Select(property => KeyValuePair.Create(property.Key, property.Value!["default"]!.DeepClone()));

        Assert.Equal(expected.ToJsonString(), new JsonObject(defaults!).ToJsonString());
    }

    [Theory]
    [InlineData("/v1/responses")]
    [InlineData("GET /v1/models")]
    [InlineData("/a!\\\"$&'()*+,-.:;<=>@[]^_`{|}~%20")]
    [InlineData("get /v1")]
    [InlineData("OPTIONS /v1")]
    [InlineData("v1")]
    [InlineData("/v1?x")]
    [InlineData("/v1#x")]
    [InlineData("/v1\\\\x")]
    [InlineData("/v1/%2")]
    [InlineData("/v1/ä")]
    [InlineData("/v1 ")]
    public void SchemaPattern_OfAllowedPaths_AgreesWithTheReader(string entry) =>
        Assert.Equal(Accepts("allowed_paths", $"[\"{entry}\"]"), Matches((string)Property("allowed_paths")["items"]!["pattern"]!, entry));

    private bool Accepts(string key, string json) => _folder.Load(ConfigurationFolder.With(key, json)) is ConfigurationResult.Loaded;

    private static bool Matches(string pattern, string json) =>
        Regex.IsMatch((string)JsonNode.Parse($"\"{json}\"")!, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(10));

    private static JsonObject Property(string name) => Schema()["properties"]![name]!.AsObject();

    private static JsonObject Schema() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.schema.json")))!.AsObject();
}
