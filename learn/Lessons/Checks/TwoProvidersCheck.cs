using System.Net;
using System.Runtime.CompilerServices;
using Broker.Lessons.Evidence;
using Broker.Lessons.Running;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 9: each provider gets its own key, and a caller's token opens no other upstream than its own.</summary>
internal sealed class TwoProvidersCheck() : LessonCheck(9, "One broker, two providers")
{
    private const string OpenAIPath = "/openai/v1/chat/completions";
    private const string AnthropicPath = "/anthropic/v1/messages";
    private const string OpenAIKey = "sk-a-key-of-openai";
    private const string AnthropicKey = "sk-a-key-of-anthropic";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = EventLog.Read(stage, stage.LabEvents);
        yield return new Finding(
            events.Any(line => line is { Path: OpenAIPath, Status: 200 }) && events.Any(line => line is { Path: AnthropicPath, Status: 200 }),
            "the lab has answered for both providers in the last hour",
            "Start the lab with --launch-profile agents, and send both requests, as the page says.");
        yield return new Finding(
            events.Any(line => line is { Status: 403, Error: "upstream_not_allowed" }),
            "and has refused a caller another one's upstream",
            "Send the third request of the page, with Codex's token to Anthropic.");

        await using var openAI = await Upstream.StartAsync(Upstream.AnswerPlainlyAsync, cancellationToken);
        await using var anthropic = await Upstream.StartAsync(Upstream.AnswerPlainlyAsync, cancellationToken);
        using var folder = new ScratchFolder();
        folder.Write("broker_config.json", Configuration(openAI.Url, anthropic.Url));
        var settings = new BrokerSettings
        {
            ConfigFile = Path.Combine(folder.Path, "broker_config.json"),
            Folder = folder.Path,
            Further = [("Broker__mode", "proxy"), ("OPENAI_KEY", OpenAIKey), ("ANTHROPIC_KEY", AnthropicKey), ("BOTH", Host.Token), ("ONE", "token-of-one")],
        };
        await using var broker = await stage.StartBroker(settings, cancellationToken);
        await SendAsync(broker.Url, OpenAIPath, Host.Token, cancellationToken);
        await SendAsync(broker.Url, AnthropicPath, Host.Token, cancellationToken);

        yield return new Finding(
            openAI.Arrivals is [var first] && first.Header("Authorization") == $"Bearer {OpenAIKey}" && first.Header("x-api-key").Length == 0,
            "a broker with two upstreams gives OpenAI its own key, in Authorization");
        yield return new Finding(
            anthropic.Arrivals is [var second] && second.Header("x-api-key") == AnthropicKey && second.Header("Authorization").Length == 0,
            "and Anthropic its own, in x-api-key");
        yield return new Finding(
            await SendAsync(broker.Url, AnthropicPath, "token-of-one", cancellationToken) is HttpStatusCode.Forbidden && anthropic.Arrivals.Count == 1,
            "a caller that may use OpenAI alone gets 403, and Anthropic hears nothing of it");
    }

    private static async Task<HttpStatusCode> SendAsync(Uri broker, string path, string token, CancellationToken cancellationToken)
    {
        using var request = Host.Request(broker, path);
        request.Headers.Remove("X-Broker-Token");
        request.Headers.Add("X-Broker-Token", token);
        return (await Host.SendAsync(request, cancellationToken)).Status;
    }

    private static string Configuration(Uri openAI, Uri anthropic) => $$"""
        {
          "upstreams": {
            "openai": { "provider": "openai", "base_url": "{{openAI}}", "secret_source": { "kind": "env", "name": "OPENAI_KEY" } },
            "anthropic": { "provider": "anthropic", "base_url": "{{anthropic}}", "secret_source": { "kind": "env", "name": "ANTHROPIC_KEY" } }
          },
          "callers": {
            "both": { "token_env": "BOTH" },
            "one": { "token_env": "ONE", "upstreams": ["openai"] }
          }
        }
        """;
}
