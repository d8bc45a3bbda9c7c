using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broker.Service.Configuration;

namespace Broker.Tests.Configuration;

/// <summary>The JSON schema says of keys, defaults and entries what the reader says.</summary>
public sealed class SchemaTests : IDisposable
{
    private static readonly JsonObject Schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", "broker_config.schema.json")))!.AsObject();

    /// <summary>The smallest configuration of the general form with both kinds of a caller.</summary>
    private static readonly string General = """
        {
          "upstreams": { "one": { "provider": "openai", "secret_source": { "kind": "none" } } },
          "callers": { "a": { "token_env": "A" }, "b": { "token_sha256": ["DIGEST"] } }
        }
        """.Replace("DIGEST", new string('0', 64), StringComparison.Ordinal);

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Entries =>
    [
        "/v1/responses", "GET /v1/models", "/a!\\\"$&'()*+,-.:;<=>@[]^_`{|}~%20", "get /v1", "OPTIONS /v1", "v1", "/v1?x", "/v1#x",
        "/v1\\\\x", "/v1/%2", "/v1/ä", "/v1 ",
    ];

    /// <summary>Entries with names, suffixes and queries: right ones, and wrong ones.</summary>
    public static TheoryData<string> Patterns =>
    [
        "/v1/models/{model}:embedContent?alt", "DELETE /v1/{id}?a&b[]&c-d.e_f", "/v1/{deployment}/a(b)~1", "/", "/v1/*", "/v1/{}", "/v1/{1}",
        "/v1/{id", "/v1/a{id}", "/v1/{id}a", "/v1/{id}:", "/v1/{id}:a/b:c", "/v1?", "/v1?a=b", "/v1?a&", "/v1?a[]b", "{id}", "get /v1/{id}",
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Schema_Keys_AreThoseOfTheReaderEachDescribed()
    {
        var general = _folder.Loaded(General, ("A", "token")).Effective.Select(setting => setting.Key).ToList();

        Assert.Equal(["$schema", .. ConfigurationFolder.Keys()], Keys(Schema).Where(key => key is not ("upstreams" or "callers")));
        Assert.Equal(Of("upstreams.one."), Keys(Definition("upstream")));
        Assert.Equal(Of("callers.a.").Union(Of("callers.b.")).Order(), Keys(Definition("caller")).Order());
        Assert.Equal(["kind", "name", "argv", "path"], Keys(Definition("secret_source")));

        IEnumerable<string> Of(string start) =>
            general.Where(key => key.StartsWith(start, StringComparison.Ordinal)).Select(key => key[start.Length..]);

        static IEnumerable<string> Keys(JsonObject schema)
        {
            Assert.False((bool)schema["additionalProperties"]!);
            Assert.All(schema["properties"]!.AsObject(), property => Assert.NotNull(property.Value!["description"]));
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
    public void SchemaPattern_OfAllowedPaths_AgreesWithTheReader(string entry) => Assert.Equal(
        _folder.Load(ConfigurationFolder.With("allowed_paths", $"[\"{entry}\"]")) is ConfigurationResult.Loaded,
        Matches(Schema["properties"]!["allowed_paths"]!["items"]!, entry));

    [Theory]
    [MemberData(nameof(Entries))]
    [MemberData(nameof(Patterns))]
    public void SchemaPattern_OfEntries_AgreesWithTheReader(string entry)
    {
        var settings = General.Replace("\"provider\"", $"\"allowed_paths\":[\"{entry}\"],\"provider\"", StringComparison.Ordinal);
        Assert.Equal(_folder.Load(settings, ("A", "token")) is ConfigurationResult.Loaded, Matches(Definition("entry_text"), entry));
    }

    private static bool Matches(JsonNode schema, string json)
    {
        var entry = (string)JsonNode.Parse($"\"{json}\"")!;
        return Regex.IsMatch(entry, (string)schema["pattern"]!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(10));
    }

    private static JsonObject Definition(string name) => Schema["$defs"]![name]!.AsObject();
}
