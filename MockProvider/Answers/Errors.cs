using static Microsoft.AspNetCore.Http.StatusCodes;

namespace MockProvider.Answers;

/// <summary>The refusals that any dialect may need; each writes them in its own shape.</summary>
internal static class Errors
{
    public static ApiError UnknownUrl(string method, string path) => new(Status404NotFound, $"Invalid URL ({method} {path})");

    public static ApiError WrongMethod(string allowed) =>
        new(Status405MethodNotAllowed, $"Only {allowed} requests are accepted.", Code: "method_not_supported");

    /// <summary>A WebSocket is wanted, and there is none: a client that is told so by 426 goes on without at once.</summary>
    public static ApiError NoUpgrade() => new(Status426UpgradeRequired, "WebSockets are not spoken here; use plain HTTP requests.");

    public static ApiError InvalidJson() => new(Status400BadRequest, "The body of your request is not a JSON object.");

    public static ApiError Missing(string name) => Bad($"Missing required parameter: '{name}'.", name, "missing_required_parameter");

    public static ApiError WrongType(string name, string expected) =>
        Bad($"Invalid type for '{name}': expected {expected}.", name, "invalid_type");

    public static ApiError WrongValue(string name, params IEnumerable<string> supported) =>
        Bad($"Invalid value for '{name}'. Supported values are: {string.Join(", ", supported)}.", name, "invalid_value");

    public static ApiError TooSmall(string name, long least) =>
        Bad($"Invalid '{name}': expected a value >= {least}.", name, "integer_below_min_value");

    public static ApiError EmptyArray(string name) => Bad($"Invalid '{name}': empty array.", name, "empty_array");

    public static ApiError UnknownModel(string model) =>
        new(Status404NotFound, $"The model `{model}` does not exist or you do not have access to it.", Code: "model_not_found");

    public static ApiError RateLimit(string type, string message) =>
        new(Status429TooManyRequests, message, Code: "rate_limit_exceeded", Type: type);

    public static ApiError Server() =>
        new(Status500InternalServerError, "The server had an error while processing your request. Sorry about that!", Type: "server_error");

    /// <summary>What the HTTP server cannot read at all.</summary>
    public static ApiError Unreadable(int status) => new(status, "The request could not be read.");

    public static ApiError NotFromThisMachine() =>
        new(Status403Forbidden, "The admin interface answers programs on this machine, not web pages.", Code: "not_from_this_machine");

    public static ApiError Bad(string message, string? param = null, string? code = null) => new(Status400BadRequest, message, param, code);
}
