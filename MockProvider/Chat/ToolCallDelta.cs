using System.Text.Json.Serialization;
using MockProvider.Tools;

namespace MockProvider.Chat;

/// <summary>What an event adds to one of the calls: first which function, then the arguments piece by piece.</summary>
internal sealed record ToolCallDelta(
    int Index,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    CalledFunction Function)
{
    public static ToolCallDelta Begin(int index, ToolCall call) => new(index, call.Id, "function", new CalledFunction(call.Name, string.Empty));

    public static ToolCallDelta Continue(int index, string piece) => new(index, Id: null, Type: null, new CalledFunction(Name: null, piece));
}
