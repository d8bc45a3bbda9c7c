using Microsoft.AspNetCore.Http;

namespace MockProvider.Errors;

/// <summary>What the real service says about messages that do not make a conversation. It writes the place with a dot before the bracket here.</summary>
internal static class MessageErrors
{
    public static ApiError NoContent(int index) => Bad("Invalid value for 'content': expected a string, got null.", $"messages.[{index}].content");

    public static ApiError ResultWithoutCall(int index) =>
        Bad("Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.", $"messages.[{index}].role");

    public static ApiError UnknownCall(int index, string id) =>
        Bad($"Invalid parameter: 'tool_call_id' of '{id}' not found in 'tool_calls' of previous message.", $"messages.[{index}].tool_call_id");

    public static ApiError CallWithoutResult(IEnumerable<string> ids) => Bad(
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
        + $"The following tool_call_ids did not have response messages: {string.Join(", ", ids)}",
        "messages");

    public static ApiError NoWordJson() =>
        Bad("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", "messages");

    private static ApiError Bad(string message, string param) => new(StatusCodes.Status400BadRequest, message, param);
}
