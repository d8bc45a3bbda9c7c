using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

/// <summary>The JSON schema says of keys, defaults and entries what the reader says.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly JsonObject Schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.schema.json")))!.AsObject();

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Entries =>
    [
        "/v1/responses", "GET /v1/models", "/a!\\\"$&'()*+,-.:;<=>@[]^_`{|}~%20", "get /v1", "OPTIONS /v1", "v1", "/v1?x", "/v1#x",
        "/v1\\\\x", "/v1/%2", "/v1/ä", "/v1 ",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Schema_Keys_AreThoseOfTheReaderEachDescribed()
    {
        Assert.Equal(["$schema", .. ConfigurationFolder.Keys()], Keys(Schema));
        Assert.Equal(["kind", "name", "argv", "path"], Keys(Property("secret_source")));
        Assert.All(Schema["properties"]!.AsObject(), property => Assert.NotNull(property.Value!["description"]));

        static IEnumerable<string> Keys(JsonObject schema)
        {
            Assert.False((bool)schema["additionalProperties"]!);
            return schema["properties"]!.AsObject().Select(property => property.Key);
        }
    }

    [Fact]
    public void Schema_Defaults_AreThoseOfTheReader()
    {
        var effective = _folder.Loaded(ConfigurationFolder.Valid).Effective.ToDictionary(setting => setting.Key, setting => setting.Value);
        var defaults = Schema["properties"]!.AsObject().Where(property => property.Value!["default"] is not null).ToList();
        Assert.Equal(12, defaults.Count);
        Assert.All(defaults, property => Assert.Equal(effective[property.Key], property.Value!["default"] switch
        {
            JsonObject { Count: 0 } => "none",
            JsonObject source => (string?)source["kind"],
            var value => value!.ToString(),
        }));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void SchemaPattern_OfAllowedPaths_AgreesWithTheReader(string entry)
    {
        var pattern = (string)Property("allowed_paths")["items"]!["pattern"]!;
        Assert.Equal(
            _folder.Load(ConfigurationFolder.With("allowed_paths", $"[\"{entry}\"]")) is ConfigurationResult.Loaded,
            Regex.IsMatch((string)JsonNode.Parse($"\"{entry}\"")!, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(10)));
    }

    private static JsonObject Property(string name) => Schema["properties"]![name]!.AsObject();
}
