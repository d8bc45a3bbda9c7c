using System.Text.Json;
using MockProvider.Reading;

namespace MockProvider.Responses;

/// <summary>The settings of a request that its answer repeats, each with what the real service says when it was not set.</summary>
internal sealed record ResponseSettings(
    string? Instructions,
    long? MaxOutputTokens,
    long? MaxToolCalls,
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
    string? User,
    JsonElement Metadata)
{
    private const int FewestOutputTokens = 16;

    public static ResponseSettings Read(RequestFields fields) => new(
        fields.OptionalString("instructions"),
        fields.Integer("max_output_tokens", FewestOutputTokens, int.MaxValue),
        fields.Integer("max_tool_calls"),
        fields.Boolean("parallel_tool_calls", fallback: true),
        fields.OptionalString("previous_response_id"),
        fields.OptionalString("prompt_cache_key"),
        fields.OptionalString("prompt_cache_retention"),
        fields.Object("reasoning") is { } reasoning
            ? new ReasoningSettings(reasoning.OptionalString("effort"), reasoning.OptionalString("summary"))
            : new ReasoningSettings(Effort: null, Summary: null),
        fields.OptionalString("safety_identifier"),
        fields.OptionalString("service_tier") ?? "auto",
        fields.Boolean("store", fallback: true),
        fields.Get("temperature") ?? Json("1.0"),
        ReadText(fields.Object("text")),
        fields.Get("tool_choice") ?? Json("\"auto\""),
        fields.Get("tools") ?? Json("[]"),
        fields.Integer("top_logprobs") ?? 0,
        fields.Get("top_p") ?? Json("1.0"),
        fields.OptionalString("truncation") ?? "disabled",
        fields.OptionalString("user"),
        fields.Get("metadata") ?? Json("{}"));

    private static TextSettings ReadText(RequestFields? text) =>
        new(text?.Get("format") ?? Json("""{"type":"text"}"""), text?.Choice("verbosity", "medium", "low", "medium", "high") ?? "medium");

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
