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
    };
}
