using MockProvider.Tools;

namespace MockProvider.Chat;

/// <summary>A function called, in a document.</summary>
internal sealed record ChatToolCall(string Id, string Type, CalledFunction Function)
{
    public static ChatToolCall Of(ToolCall call) => new(call.Id, "function", new CalledFunction(call.Name, call.Arguments));
}
