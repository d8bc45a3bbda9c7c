using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broker.Service.Configuration;
using Broker.Service.Configuration.Reading;

namespace Broker.Tests.Configuration;

public sealed class ShippedFilesTests : IDisposable
{
    private const string DryRun = "broker_config.dry-run.json";
    private const string Env = "broker_config.env.example.json";
    private const string OnePassword = "broker_config.1password.example.json";
    private const string AzureKeyVault = "broker_config.azure-keyvault.example.json";

    private static readonly string[] Three = ["/v1/chat/completions", "/v1/responses", "/v1/embeddings"];

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ShippedFiles_AreTheseFourAndTheirSchema() =>
        Assert.Equal(
            [OnePassword, AzureKeyVault, DryRun, Env, "broker_config.schema.json"],
            Directory.GetFiles(Folder()).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(DryRun, "DryRun", "https://api.openai.example", 3, null, "none")]
    [InlineData(Env, "Proxy", "https://api.openai.com", 3, "BROKER_CLIENT_TOKEN", "env:OPENAI_API_KEY")]
    [InlineData(OnePassword, "Proxy", "https://api.openai.com", 2, "BROKER_CLIENT_TOKEN", "command:op read")]
    [InlineData(AzureKeyVault, "Proxy", "https://api.openai.com", 2, "BROKER_CLIENT_TOKEN", "command:az keyvault")]
    public void ShippedFile_Loaded_IsWhatTheLabSays(string file, string mode, string upstream, int paths, string? token, string secret)
    {
        var options = _folder.Options(Text(file), ("BROKER_CLIENT_TOKEN", "t0ken"));

        Assert.Equal(("127.0.0.1", 8791, mode), (options.ListenHost, options.ListenPort, options.Mode.ToString()));
        Assert.Equal(upstream, options.UpstreamBaseUrl);
        Assert.Equal(Three.Take(paths), options.AllowedPaths.Select(path => path.Entry));
        Assert.Equal((token, secret), (options.ClientTokenEnv, options.SecretSource.Label));
        Assert.Equal((262_144, 30), (options.MaxRequestBytes, options.UpstreamTimeout.TotalSeconds));
    }

    [Theory]
    [InlineData(OnePassword, "op read \"op://Private/OpenAI/api key\"")]
    [InlineData(AzureKeyVault, "az keyvault secret show --vault-name MY_VAULT --name openai-api-key --query value -o tsv")]
    public void ShippedFile_Command_IsWhatTheLabSays(string file, string command)
    {
        var argv = _folder.Options(Text(file), ("BROKER_CLIENT_TOKEN", "t0ken")).SecretSource.Argv;

        Assert.Equal(command, string.Join(' ', argv.Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word)));
    }

    [Theory]
    [InlineData(OnePassword)]
    [InlineData(AzureKeyVault)]
    public void ShippedFile_OfAProxy_DiffersInSecretSourceAndPathsAlone(string file)
    {
        Assert.Equal(Rest(Env), Rest(file));

        static string Rest(string file)
        {
            var json = Json(file);
            json.Remove("secret_source");
            json.Remove("allowed_paths");
            return json.ToJsonString();
        }
    }

    [Theory]
    [InlineData(DryRun)]
    [InlineData(Env)]
    [InlineData(OnePassword)]
    [InlineData(AzureKeyVault)]
    public void ShippedFile_Keys_NameTheSchemaAndKeepTheOrderOfTheDocumentation(string file)
    {
        var json = Json(file);
        var keys = json.Select(member => member.Key).ToArray();

        Assert.Equal("./broker_config.schema.json", (string?)json["$schema"]);
        Assert.Equal(["$schema", .. SettingKey.All.Select(key => key.Name).Where(keys.Contains)], keys);
    }

    [Fact]
    public void Schema_Keys_AreThoseOfTheReaderEachDescribed()
    {
        Assert.Equal(["$schema", .. SettingKey.All.Select(key => key.Name)], Keys(Schema()));
        Assert.Equal(SettingKey.SecretSourceMembers.Select(key => key.Name), Keys(Property("secret_source")));
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

    [Theory]
    [InlineData("https://api.openai.com")]
    [InlineData("HTTPS://api.openai.com:8443/base/")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("api.openai.com")]
    [InlineData("ftp://api.openai.com")]
    [InlineData("https://")]
    [InlineData("https://user@api.openai.com")]
    [InlineData("https://api.openai.com?x")]
    [InlineData("https://api.openai.com/#x")]
    public void SchemaPattern_OfUpstream_AgreesWithTheReader(string url) =>
        Assert.Equal(Accepts("upstream_base_url", $"\"{url}\""), Matches((string)Property("upstream_base_url")["pattern"]!, url));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("LOCALHOST")]
    [InlineData("example.com")]
    [InlineData("127.1")]
    [InlineData("*")]
    [InlineData("http://127.0.0.1")]
    public void SchemaPattern_OfListenHost_AgreesWithTheReader(string host) =>
        Assert.Equal(Accepts("listen_host", $"\"{host}\""), Matches((string)Property("listen_host")["pattern"]!, host));

    [Theory]
    [InlineData("X-Name")]
    [InlineData("api-key")]
    [InlineData("Te-X")]
    [InlineData("AUTHORIZATION")]
    [InlineData("host")]
    [InlineData("Connection")]
    [InlineData("keep-Alive")]
    [InlineData("proxy-x")]
    [InlineData("te")]
    [InlineData("trailer")]
    [InlineData("transfer-encoding")]
    [InlineData("upgrade")]
    [InlineData("content-length")]
    [InlineData("expect")]
    [InlineData("accept-encoding")]
    [InlineData("x-broker-token")]
    [InlineData("X Name")]
    [InlineData("")]
    public void SchemaPattern_OfHeaderNames_AgreesWithTheReader(string name)
    {
        var names = Property("extra_headers")["propertyNames"]!;
        var matches = Matches((string)names["pattern"]!, name) && !Matches((string)names["not"]!["pattern"]!, name);

        Assert.Equal(Accepts("extra_headers", $"{{\"{name}\":\"x\"}}"), matches);
    }

    private bool Accepts(string key, string json) => _folder.Load(ConfigurationFolder.With(key, json)) is ConfigurationResult.Loaded;

    private static bool Matches(string pattern, string json) =>
        Regex.IsMatch((string)JsonNode.Parse($"\"{json}\"")!, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(10));

    private static JsonObject Property(string name) => Schema()["properties"]![name]!.AsObject();

    private static JsonObject Schema() => Json("broker_config.schema.json");

    private static JsonObject Json(string file) => JsonNode.Parse(Text(file))!.AsObject();

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder() => Path.Combine(AppContext.BaseDirectory, "configs");
}
