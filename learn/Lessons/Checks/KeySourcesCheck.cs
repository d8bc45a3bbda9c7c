using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Broker.Lessons.Running;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 3: the three proxy files, tried out in a dry run, differ in where the key comes from and in nothing a host could see.</summary>
internal sealed class KeySourcesCheck() : LessonCheck(3, "The same broker, another place for the key")
{
    private static readonly (string File, string Source)[] Places =
    [
        ("broker_config.env.example.json", "env:OPENAI_API_KEY"),
        ("broker_config.1password.example.json", "command:op read"),
        ("broker_config.azure-keyvault.example.json", "command:az keyvault"),
    ];

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        foreach (var (file, source) in Places)
        {
            var forward = await DescribeAsync(stage, Path.Combine(stage.BrokerConfigs, file), cancellationToken);
            yield return new Finding(
                (string?)forward["secret_source"] == source && (bool?)forward["would_attach_bearer_token"] == true,
                $"with {file} the key comes from {source}",
                $"Undo your changes to {file}: git checkout Broker.Service/configs");

            forward.Remove("secret_source");
            seen.Add(forward.ToJsonString());
        }

        yield return new Finding(seen.Count == 1, "all else about the forwarded request is the same", "Undo your changes to the files: git checkout Broker.Service/configs");
    }

    private static async Task<JsonObject> DescribeAsync(Stage stage, string file, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder();
        var settings = new BrokerSettings { ConfigFile = file, CallerToken = Host.Token, Folder = folder.Path };
        await using var broker = await stage.StartBroker(settings, cancellationToken);
        using var request = Host.Request(broker.Url, "/v1/responses", """{"prompt":"hello"}""");
        var (_, body) = await Host.SendAsync(request, cancellationToken);
        return JsonNode.Parse(body)?["forward"] as JsonObject ?? [];
    }
}
