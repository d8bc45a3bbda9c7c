using System.Text.Json.Nodes;

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
            Directory.GetFiles(Folder(), "broker_config.*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal));

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

    [Fact]
    public void ShippedFiles_OfAProxy_DifferInSecretSourceAndPathsAlone()
    {
        Assert.All([OnePassword, AzureKeyVault], file => Assert.Equal(Rest(Env), Rest(file)));

        static string Rest(string file)
        {
            var json = Json(file);
            json.Remove("secret_source");
            json.Remove("allowed_paths");
            return json.ToJsonString();
        }
    }

    [Fact]
    public void ShippedFiles_Keys_NameTheSchemaAndKeepTheOrderOfTheDocumentation() => Assert.All([DryRun, Env, OnePassword, AzureKeyVault], file =>
    {
        var json = Json(file);
        var keys = json.Select(member => member.Key).ToArray();
        Assert.Equal("./broker_config.schema.json", (string?)json["$schema"]);
        Assert.Equal(["$schema", .. ConfigurationFolder.Keys().Where(keys.Contains)], keys);
    });

    private static JsonObject Json(string file) => JsonNode.Parse(Text(file))!.AsObject();

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder() => Path.Combine(AppContext.BaseDirectory, "configs");
}
