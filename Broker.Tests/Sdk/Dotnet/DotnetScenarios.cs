namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The scenarios in C#, by their names in the list.</summary>
internal static class DotnetScenarios
{
    public static readonly IReadOnlyDictionary<string, Func<SdkSetting, CancellationToken, Task>> All = new Dictionary<string, Func<SdkSetting, CancellationToken, Task>>
    {
        ["chat"] = ChatScenarios.ChatAsync,
        ["chat_tools"] = ChatScenarios.ToolsAsync,
        ["chat_json_schema"] = ChatScenarios.JsonSchemaAsync,
        ["chat_stream"] = ChatScenarios.StreamAsync,
        ["chat_stream_tools"] = ChatScenarios.StreamToolsAsync,
        ["chat_stream_usage"] = ChatScenarios.StreamUsageAsync,
        ["embeddings"] = EmbeddingScenarios.DefaultAsync,
        ["embeddings_float"] = EmbeddingScenarios.FloatAsync,
        ["embeddings_dimensions"] = EmbeddingScenarios.DimensionsAsync,
        ["embeddings_token_ids"] = EmbeddingScenarios.TokenIdsAsync,
        ["response"] = ResponseScenarios.TextAsync,
        ["response_stream"] = ResponseScenarios.StreamAsync,
        ["response_functions"] = ResponseScenarios.FunctionsAsync,
        ["response_previous"] = ResponseScenarios.PreviousAsync,
        ["response_get"] = ResponseScenarios.GetAsync,
        ["response_delete"] = ResponseScenarios.DeleteAsync,
        ["models"] = ModelScenarios.ListAsync,
        ["model"] = ModelScenarios.GetAsync,
        ["transcription"] = MediaScenarios.TranscriptionAsync,
        ["wrong_key"] = ErrorScenarios.WrongKeyAsync,
        ["unknown_model"] = ErrorScenarios.UnknownModelAsync,
        ["missing_model"] = ErrorScenarios.MissingModelAsync,
        ["rate_limit"] = ErrorScenarios.RateLimitAsync,
        ["rate_limit_lasting"] = ErrorScenarios.RateLimitLastingAsync,
        ["quota"] = ErrorScenarios.QuotaAsync,
        ["message"] = MessageScenarios.TextAsync,
        ["message_stream"] = MessageScenarios.StreamAsync,
        ["message_tools"] = MessageScenarios.ToolsAsync,
        ["message_stream_tools"] = MessageScenarios.StreamToolsAsync,
        ["message_thinking"] = MessageScenarios.ThinkingAsync,
        ["message_count"] = MessageScenarios.CountAsync,
        ["anthropic_models"] = AnthropicScenarios.ListAsync,
        ["anthropic_model"] = AnthropicScenarios.GetAsync,
        ["anthropic_wrong_key"] = AnthropicScenarios.WrongKeyAsync,
        ["anthropic_unknown_model"] = AnthropicScenarios.UnknownModelAsync,
        ["anthropic_missing_tokens"] = AnthropicScenarios.MissingTokensAsync,
        ["anthropic_rate_limit"] = AnthropicScenarios.RateLimitAsync,
        ["anthropic_overloaded"] = AnthropicScenarios.OverloadedAsync,
    };
}
