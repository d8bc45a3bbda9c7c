using System.Text.Json;
using Broker.Service.Dialects;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>Reads the messages of one API into the parts of the OpenTelemetry conventions.</summary>
internal interface IContentForm
{
    /// <summary>Returns the form of a dialect; null if its messages cannot be read.</summary>
    static IContentForm? Of(Dialect dialect) => dialect switch
    {
        Dialect.OpenAI => OpenAIContent.Instance,
        Dialect.Anthropic => AnthropicContent.Instance,
        Dialect.Gemini => null,
        _ => throw new InvalidOperationException($"No form for {dialect}."),
    };

    /// <summary>Returns the instructions that a request has beside its messages.</summary>
    IEnumerable<MessagePart> Instructions(JsonElement request);

    /// <summary>Returns the text that a request has in place of messages; null if it has none.</summary>
    string? Prompt(JsonElement request);

    /// <summary>Returns the messages of a request, unread.</summary>
    IReadOnlyList<JsonElement> Messages(JsonElement request);

    /// <summary>Reads a message of a request.</summary>
    /// <returns>Role and parts; a null role for a message that is not shown.</returns>
    (string? Role, IEnumerable<MessagePart> Parts) Read(JsonElement message);

    /// <summary>Reads a tool that a request offers to the model, without addresses and credentials; null if it cannot be read.</summary>
    ToolDefinition? Tool(JsonElement tool);

    /// <summary>Adds an answer, or the next event of one.</summary>
    void AddAnswer(JsonElement value, OutputMessages messages);
}
