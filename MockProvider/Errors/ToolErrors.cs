using Microsoft.AspNetCore.Http;

namespace MockProvider.Errors;

/// <summary>What the real service says about tools and schemas it cannot use.</summary>
internal static class ToolErrors
{
    public static ApiError InvalidFunction(string function, string rule, string param) =>
        Bad($"Invalid schema for function '{function}': {rule}", param, "invalid_function_parameters");

    public static ApiError InvalidFormat(string format, string rule, string param) => Bad($"Invalid schema for response_format '{format}': {rule}", param);

    /// <summary>The mock's own: it obeys every rule, and yet no instance was found.</summary>
    public static string NoInstance => "the mock provider found no value that meets it; it may contradict itself or be endless.";

    public static ApiError UnknownChoice(string function, string param) => Bad($"Tool choice '{function}' not found in 'tools' parameter.", param);

    public static ApiError OnlyWithTools(string param) => Bad($"Invalid value for '{param}': '{param}' is only allowed when 'tools' are specified.", param);

    private static ApiError Bad(string message, string param, string? code = null) => new(StatusCodes.Status400BadRequest, message, param, code);
}
