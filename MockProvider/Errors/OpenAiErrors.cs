using Microsoft.AspNetCore.Http;

namespace MockProvider.Errors;

/// <summary>The refusals of the real service, worded as it words them, since clients and people look for those words.</summary>
internal static class OpenAiErrors
{
    public static ApiError MissingKey() => new(
        StatusCodes.Status401Unauthorized,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), "
        + "or as the password field (with blank username) if you're accessing the API from your browser and are prompted for a username and password. "
        + "You can obtain an API key from https://platform.openai.com/account/api-keys.");

    public static ApiError IncorrectKey(string masked) => new(
        StatusCodes.Status401Unauthorized,
        $"Incorrect API key provided: {masked}. You can find your API key at https://platform.openai.com/account/api-keys.",
        Code: "invalid_api_key");

    public static ApiError UnknownUrl(string method, string path) => new(StatusCodes.Status404NotFound, $"Invalid URL ({method} {path})");

    public static ApiError WrongMethod(string allowed) =>
        new(StatusCodes.Status405MethodNotAllowed, $"Only {allowed} requests are accepted.", Code: "method_not_supported");

    public static ApiError NoSuchModel(string id) =>
        new(StatusCodes.Status404NotFound, $"The model '{id}' does not exist", "model", "model_not_found");

    public static ApiError ModelNotYours() => new(StatusCodes.Status403Forbidden, "You have insufficient permissions for this operation.");

    public static ApiError InvalidJson() => Bad("We could not parse the JSON body of your request. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.");

    public static ApiError MissingParameter(string name) => Bad($"Missing required parameter: '{name}'.", name, "missing_required_parameter");

    public static ApiError WrongType(string name, string expected, string got) =>
        Bad($"Invalid type for '{name}': expected {expected}, but got {got} instead.", name, "invalid_type");

    public static ApiError EmptyArray(string name) =>
        Bad($"Invalid '{name}': empty array. Expected an array with minimum length 1, but got an empty array instead.", name, "empty_array");

    public static ApiError StreamOptionsWithoutStream() =>
        Bad("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");

    public static ApiError TopLogprobsWithoutLogprobs() =>
        Bad("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs");

    public static ApiError TwoTokenLimits() =>
        Bad("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "max_tokens", "invalid_parameter_combination");

    public static ApiError InvalidEmbeddingsInput() => Bad("'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.");

    public static ApiError EmbeddingTooLong(int most, int requested) => Bad(
        $"This model's maximum context length is {most} tokens, however you requested {requested} tokens ({requested} in your prompt; 0 for the completion). "
        + "Please reduce your prompt; or completion length.");

    public static ApiError EmbeddingsTooLong(int most, long requested)
    {
        const string Kind = "max_tokens_per_request";
        return new(StatusCodes.Status400BadRequest, $"Requested {requested} tokens, max {most} tokens per request", Code: Kind, Type: Kind);
    }

    public static ApiError UnknownParameter(string name) => Bad($"Unknown parameter: '{name}'.", name, "unknown_parameter");

    public static ApiError NotAForm() => Bad("Could not parse multipart form");

    public static ApiError EmptyFile() => Bad("Audio file is too short. Minimum audio length is 0.1 seconds.", "file", "audio_too_short");

    public static ApiError InvalidLanguage(string language) =>
        Bad($"Invalid language '{language}'. Language parameter must be specified in ISO-639-1 format.", "language", "invalid_language_format");

    public static ApiError FormatNotOfThisModel(string format, string model) => Bad(
        $"response_format '{format}' is not compatible with model '{model}'. Use 'json' or 'text' instead.", "response_format", "unsupported_value");

    public static ApiError BelowMinimum(string name, long value, long minimum) => Bad($"{value} is less than the minimum of {minimum} - '{name}'");

    public static ApiError AboveMaximum(string name, long value, long maximum) => Bad($"{value} is greater than the maximum of {maximum} - '{name}'");

    public static ApiError NotOneOf(string name, string value, string allowed) => Bad($"'{value}' is not one of [{allowed}] - '{name}'", name);

    /// <summary>What the HTTP server cannot read at all.</summary>
    public static ApiError BadRequest(int status) => new(status, "The request could not be read.");

    public static ApiError NotFromThisMachine() =>
        new(StatusCodes.Status403Forbidden, "The admin interface of the mock provider answers programs on this machine, not web pages.", Code: "not_from_this_machine");

    public static ApiError Server() =>
        new(StatusCodes.Status500InternalServerError, "The server had an error while processing your request. Sorry about that!", Type: "server_error");

    private static ApiError Bad(string message, string? param = null, string? code = null) => new(StatusCodes.Status400BadRequest, message, param, code);
}
