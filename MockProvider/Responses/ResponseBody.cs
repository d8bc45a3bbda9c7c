using System.Text.Json;

namespace MockProvider.Responses;

/// <summary>The document of <c>POST /v1/responses</c>, keys in the order of the real one.</summary>
internal sealed record ResponseBody(
    string Id,
    string Object,
    long CreatedAt,
    string Status,
    bool Background,
    ResponseBilling Billing,
    JsonElement? Error,
    IncompleteDetails? IncompleteDetails,
    string? Instructions,
    long? MaxOutputTokens,
    long? MaxToolCalls,
    string Model,
    IReadOnlyList<ResponseItem> Output,
    bool ParallelToolCalls,
    string? PreviousResponseId,
    string? PromptCacheKey,
    string? PromptCacheRetention,
    ReasoningSettings Reasoning,
    string? SafetyIdentifier,
    string ServiceTier,
    bool Store,
    JsonElement Temperature,
    TextSettings Text,
    JsonElement ToolChoice,
    JsonElement Tools,
    long TopLogprobs,
    JsonElement TopP,
    string Truncation,
    ResponseUsage? Usage,
    string? User,
    JsonElement Metadata);
