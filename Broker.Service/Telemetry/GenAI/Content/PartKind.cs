namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Kinds of message parts in the OpenTelemetry conventions.</summary>
/// <param name="Type">Name of the kind.</param>
/// <param name="Content">Member for the text.</param>
/// <param name="Named">Member for the name.</param>
internal sealed record PartKind(string Type, string Content, string Named = "name")
{
    /// <summary>Plain text.</summary>
    public static PartKind Text { get; } = new("text", "content");

    /// <summary>Reasoning of the model.</summary>
    public static PartKind Reasoning { get; } = new("reasoning", "content");

    /// <summary>A tool call of the model.</summary>
    public static PartKind ToolCall { get; } = new("tool_call", "arguments");

    /// <summary>Result of a tool call.</summary>
    public static PartKind ToolCallResponse { get; } = new("tool_call_response", "response");

    /// <summary>Media at an address.</summary>
    public static PartKind Uri { get; } = new("uri", "uri", "modality");

    /// <summary>Media by its id at the provider.</summary>
    public static PartKind File { get; } = new("file", "file_id", "modality");
}
