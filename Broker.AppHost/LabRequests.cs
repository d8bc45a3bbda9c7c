using System.Net;
using System.Text;

namespace Broker.AppHost;

/// <summary>One request of the lab, for a button on the broker's row of the dashboard.</summary>
/// <param name="Name">Name of the command.</param>
/// <param name="DisplayName">What the button says.</param>
/// <param name="Path">Where it is sent, with POST.</param>
/// <param name="CallerToken">The token it shows; null for none.</param>
/// <param name="Expected">The answer that makes it a success, also when that is a refusal.</param>
/// <param name="Body">What is sent.</param>
internal sealed record LabRequest(string Name, string DisplayName, string Path, string? CallerToken, HttpStatusCode Expected, string Body)
{
    private const string Chat = """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Say hello to the lab."}]}""";

    private const string StreamedChat = """{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"Say hello to the lab."}]}""";

    /// <summary>For the broker that only describes.</summary>
    public static LabRequest DryRun { get; } = new("send-dry-run", "Send a request", "/v1/responses", null, HttpStatusCode.OK, """{"prompt":"hello"}""");

    /// <summary>For the broker whose key cannot be had.</summary>
    public static LabRequest NoKey { get; } = new("send-without-key", "Send a request", "/v1/responses", null, HttpStatusCode.InternalServerError, """{"prompt":"hello"}""");

    private const string Message = """{"model":"claude-sonnet-4-5","max_tokens":256,"messages":[{"role":"user","content":"Say hello to the lab."}]}""";

    private const string StreamedMessage =
        """{"model":"claude-sonnet-4-5","max_tokens":256,"stream":true,"messages":[{"role":"user","content":"Say hello to the lab."}]}""";

    /// <summary>The icon of its button.</summary>
    public string IconName => (int)Expected < 400 ? "Send" : "ShieldProhibited";

    /// <summary>What it does, in a sentence.</summary>
    public string Description => $"POST {Path}, expects {(int)Expected} {Expected}.";

    /// <summary>The requests that make sense for a run.</summary>
    /// <param name="lab">The run's settings.</param>
    public static IEnumerable<LabRequest> For(LabSettings lab)
    {
        if (lab.Provider is Provider.Agents)
        {
            foreach (var request in OfAgents(lab))
            {
                yield return request;
            }

            yield break;
        }

        yield return new("send-chat", "Send a chat request", "/v1/chat/completions", lab.CallerToken, HttpStatusCode.OK, Chat);
        if (lab.Provider is not Provider.None)
        {
            yield return new("send-stream", "Send a streamed chat request", "/v1/chat/completions", lab.CallerToken, HttpStatusCode.OK, StreamedChat);
            yield return new("send-refused-upstream", "Send what the provider refuses", "/v1/chat/completions", lab.CallerToken, HttpStatusCode.BadRequest, """{"model":"gpt-4o-mini"}""");
            yield return new("send-without-token", "Send without a token", "/v1/chat/completions", null, HttpStatusCode.Unauthorized, Chat);
            yield return new("send-wrong-token", "Send a wrong token", "/v1/chat/completions", "not-the-token", HttpStatusCode.Unauthorized, Chat);
        }

        yield return new("send-to-other-path", "Send to a path that is not allowed", "/v1/files", lab.CallerToken, HttpStatusCode.Forbidden, Chat);
        yield return new("send-too-large", "Send too large a body", "/v1/chat/completions", lab.CallerToken, HttpStatusCode.RequestEntityTooLarge, $"\"{new string('x', 300_000)}\"");
        yield return new("send-invalid-json", "Send what is not JSON", "/v1/chat/completions", lab.CallerToken, HttpStatusCode.BadRequest, "{ not JSON");
    }

    private static IEnumerable<LabRequest> OfAgents(LabSettings lab) =>
    [
        new("send-chat", "Send a chat request to OpenAI", "/openai/v1/chat/completions", lab.CallerToken, HttpStatusCode.OK, Chat),
        new("send-message", "Send a message to Anthropic", "/anthropic/v1/messages?beta=true", lab.ClaudeToken, HttpStatusCode.OK, Message),
        new("send-message-stream", "Send a streamed message to Anthropic", "/anthropic/v1/messages", lab.ClaudeToken, HttpStatusCode.OK, StreamedMessage),
        new("send-to-other-upstream", "Send to an upstream of another caller", "/anthropic/v1/messages", lab.CallerToken, HttpStatusCode.Forbidden, Message),
        new("send-query", "Send a query that is not allowed", "/anthropic/v1/messages?debug=true", lab.ClaudeToken, HttpStatusCode.Forbidden, Message),
        new("send-wrong-token", "Send a wrong token", "/openai/v1/chat/completions", "not-the-token", HttpStatusCode.Unauthorized, Chat),
    ];

    /// <summary>Makes the request.</summary>
    /// <param name="request">The request to complete.</param>
    public void Prepare(HttpRequestMessage request)
    {
        // A path given to a command has its ? escaped.
        request.RequestUri = new Uri(request.RequestUri!, Path);
        request.Content = new StringContent(Body, Encoding.UTF8, "application/json");
        if (CallerToken is not null)
        {
            request.Headers.Add("X-Broker-Token", CallerToken);
            // Anthropic's API asks for it; OpenAI's does not mind.
            request.Headers.Add("anthropic-version", "2023-06-01");
        }
    }
}
