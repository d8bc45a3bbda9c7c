using System.Text.Json.Serialization;

namespace MockProvider.Chat;

/// <summary>The function and its arguments, a JSON text; the name is told once.</summary>
internal sealed record CalledFunction(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    string Arguments);
