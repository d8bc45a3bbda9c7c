using Broker.Service.Dialects;

namespace Broker.Service.Configuration;

/// <summary>What a value of <c>provider</c> fills in. Whatever the configuration writes wins.</summary>
/// <param name="Name">Value of <c>provider</c>.</param>
/// <param name="BaseUrl">The provider's address; null if the configuration must give it.</param>
/// <param name="TelemetryName">Name of the provider in the OpenTelemetry conventions.</param>
/// <param name="Entries">Entries of <c>allowed_paths</c>.</param>
/// <param name="Uploads">Entries whose bodies are multipart.</param>
/// <param name="RequestHeaders">Names of headers that a host may send on.</param>
internal sealed record ProviderPreset(
    string Name,
    string? BaseUrl,
    Dialect Dialect,
    string TelemetryName,
    CredentialSettings Credential,
    IReadOnlyList<string> Entries,
    IReadOnlyList<string> Uploads,
    IReadOnlyList<string> RequestHeaders)
{
    private const string AzureVersion = "api-version";

    private static readonly string[] OpenAIEntries =
    [
        "/v1/chat/completions",
        "/v1/completions",
        "/v1/responses",
        "/v1/responses/compact",
        "/v1/responses/input_tokens",
        "GET /v1/responses/{id}?stream&include[]&starting_after",
        "DELETE /v1/responses/{id}?stream&include[]&starting_after",
        "POST /v1/responses/{id}/cancel",
        "GET /v1/responses/{id}/input_items?limit&order&after&include[]",
        "/v1/embeddings",
        "/v1/moderations",
        "/v1/images/generations",
        "/v1/audio/speech",
        "GET /v1/models?client_version",
        "GET /v1/models/{model}",
    ];

    private static readonly string[] OpenAIUploads = ["/v1/audio/transcriptions", "/v1/audio/translations"];

    private static readonly string[] OpenAIHeaders =
        ["originator", "session-id", "session_id", "thread-id", "version", "x-codex-*", "x-openai-*"];

    /// <summary>All presets, in the order of the documentation.</summary>
    public static IReadOnlyList<ProviderPreset> All { get; } =
    [
        new("openai", "https://api.openai.com", Dialect.OpenAI, "openai", CredentialSettings.Bearer, OpenAIEntries, OpenAIUploads, OpenAIHeaders),
        new(
            "anthropic",
            "https://api.anthropic.com",
            Dialect.Anthropic,
            "anthropic",
            new("x-api-key", ""),
            [
                "/v1/messages?beta",
                "/v1/messages/count_tokens?beta",
                "GET /v1/models?limit&after_id&before_id&beta",
                "GET /v1/models/{model}?beta",
            ],
            [],
            ["anthropic-*", "x-app", "x-claude-code-session-id"]),
        new(
            "gemini",
            "https://generativelanguage.googleapis.com",
            Dialect.Gemini,
            "gcp.gemini",
            new("x-goog-api-key", ""),
            [.. GeminiEntries("/v1"), .. GeminiEntries("/v1beta")],
            [],
            ["x-goog-api-client"]),
        new(
            "azure-openai",
            null,
            Dialect.OpenAI,
            "azure.ai.openai",
            new("api-key", ""),
            [
                $"/openai/deployments/{{deployment}}/chat/completions?{AzureVersion}",
                $"/openai/deployments/{{deployment}}/embeddings?{AzureVersion}",
                $"/openai/deployments/{{deployment}}/completions?{AzureVersion}",
                $"/openai/responses?{AzureVersion}",
                .. OpenAIEntries.Select(AzureEntry),
            ],
            [$"/openai/deployments/{{deployment}}/audio/transcriptions?{AzureVersion}", .. OpenAIUploads.Select(AzureEntry)],
            [.. OpenAIHeaders, "x-ms-client-request-id"]),
        new("openai-compatible", null, Dialect.OpenAI, "openai", CredentialSettings.Bearer, OpenAIEntries, OpenAIUploads, OpenAIHeaders),
    ];

    /// <summary>Returns the preset of a name; null if there is none.</summary>
    public static ProviderPreset? Find(string? name) => All.FirstOrDefault(preset => preset.Name == name);

    private static IEnumerable<string> GeminiEntries(string version) =>
    [
        $"{version}/models/{{model}}:generateContent?alt",
        $"{version}/models/{{model}}:streamGenerateContent?alt",
        $"{version}/models/{{model}}:countTokens?alt",
        $"{version}/models/{{model}}:embedContent?alt",
        $"{version}/models/{{model}}:batchEmbedContents?alt",
        $"GET {version}/models?pageSize&pageToken",
        $"GET {version}/models/{{model}}",
    ];

    /// <summary>Returns an entry of OpenAI's under Azure's path, with Azure's query key.</summary>
    private static string AzureEntry(string entry)
    {
        var path = entry.Replace("/v1/", "/openai/v1/", StringComparison.Ordinal);
        return $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{AzureVersion}";
    }
}
