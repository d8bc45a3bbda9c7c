namespace Broker.AppHost;

/// <summary>What the lab's broker is told besides its defaults.</summary>
internal static class BrokerSettings
{
    /// <summary>The lab's form: one caller, four paths.</summary>
    public static IResourceBuilder<ProjectResource> WithOneCaller(
        this IResourceBuilder<ProjectResource> broker, IResourceBuilder<ParameterResource> callerToken) => broker
        .WithEnvironment("Broker__mode", "proxy")
        .WithEnvironment("Broker__allowed_paths__0", "/v1/chat/completions")
        .WithEnvironment("Broker__allowed_paths__1", "/v1/responses")
        .WithEnvironment("Broker__allowed_paths__2", "/v1/embeddings")
        .WithEnvironment("Broker__allowed_paths__3", "GET /v1/models")
        .WithEnvironment("Broker__client_token_env", "BROKER_CLIENT_TOKEN")
        .WithEnvironment("BROKER_CLIENT_TOKEN", callerToken);

    /// <summary>The general form: two upstreams and two callers, of <c>agents.json</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithAgents(
        this IResourceBuilder<ProjectResource> broker, LabSettings lab, IResourceBuilder<ParameterResource> callerToken)
    {
        var claudeToken = broker.ApplicationBuilder.AddParameter("claude-token", lab.ClaudeToken, secret: true)
            .WithDescription("What Claude Code shows the broker. It opens the upstream anthropic and no other.");
        return broker
            .WithArgs("--config", Path.Combine(broker.ApplicationBuilder.AppHostDirectory, "agents.json"))
            .WithEnvironment("CODEX_BROKER_TOKEN", callerToken)
            .WithEnvironment("CLAUDE_BROKER_TOKEN", claudeToken);
    }

    /// <summary>Tells the broker where the mock provider and its key are.</summary>
    public static IResourceBuilder<ProjectResource> WithMockKey(
        this IResourceBuilder<ProjectResource> broker, LabSettings lab, IResourceBuilder<ParameterResource> providerKey)
    {
        broker.WithEnvironment("PROVIDER_API_KEY", providerKey);
        return lab.Provider is Provider.Agents ? broker : broker
            .WithEnvironment("Broker__upstream_base_url", "http://mock-provider")
            .WithEnvironment("Broker__secret_source__kind", "env")
            .WithEnvironment("Broker__secret_source__name", "PROVIDER_API_KEY");
    }
}
