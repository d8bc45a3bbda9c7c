namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>A kind of part that the conventions have for messages.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Content">Its member for what the part says.</param>
/// <param name="Named">Its member for what the part is called.</param>
internal sealed record PartKind(string Type, string Content, string Named = "name")
{
    /// <summary>What somebody says.</summary>
    public static PartKind Text { get; } = new("text", "content");

    /// <summary>What the model thought on the way.</summary>
    public static PartKind Reasoning { get; } = new("reasoning", "content");

    /// <summary>A tool that the model wants to be called.</summary>
    public static PartKind ToolCall { get; } = new("tool_call", "arguments");

    /// <summary>What a tool came to.</summary>
    public static PartKind ToolCallResponse { get; } = new("tool_call_response", "response");

    /// <summary>A picture or the like, by its address.</summary>
    public static PartKind Uri { get; } = new("uri", "uri", "modality");

    /// <summary>A picture or the like, by the id that the provider gave it.</summary>
    public static PartKind File { get; } = new("file", "file_id", "modality");
}
