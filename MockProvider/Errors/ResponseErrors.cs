using Microsoft.AspNetCore.Http;

namespace MockProvider.Errors;

/// <summary>What the real service says about responses it does not have, and about conversations that are none.</summary>
internal static class ResponseErrors
{
    public static ApiError NotFound(string id) => new(StatusCodes.Status404NotFound, $"Response with id '{id}' not found.");

    public static ApiError PreviousNotFound(string id) =>
        Bad($"Previous response with id '{id}' not found.", "previous_response_id", "previous_response_not_found");

    public static ApiError ResultWithoutCall(string callId) => Bad($"No tool call found for function call output with call_id {callId}.", "input");

    public static ApiError CallWithoutResult(string callId) => Bad($"No tool output found for function call {callId}.", "input");

    public static ApiError NoWordJson() =>
        Bad("Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.", "input");

    private static ApiError Bad(string message, string param, string? code = null) => new(StatusCodes.Status400BadRequest, message, param, code);
}
