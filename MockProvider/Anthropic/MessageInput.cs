using System.Text.Json;
using MockProvider.Answers;
using MockProvider.Conversation;
using MockProvider.Journal;

namespace MockProvider.Anthropic;

/// <summary>What a request for a message says, as far as the mock heeds it.</summary>
/// <param name="Turns">The conversation.</param>
/// <param name="Tools">What may be called.</param>
/// <param name="Prompt">What it costs.</param>
internal sealed record MessageInput(Turns Turns, ToolChoice Tools, PromptTokens Prompt)
{
    public static MessageInput Read(Fields fields)
    {
        var tools = fields.Objects("tools");
        var system = Blocks(fields, "system");
        List<(Fields Message, IReadOnlyList<Fields> Blocks)> messages =
            [.. fields.RequiredObjects("messages").Select(message => (message, Blocks(message, "content")))];
        var turns = new Turns(
        [
            .. system.Select(block => new Turn(Speaker.Instruction, Text(block))),
            .. messages.SelectMany(pair => Read(pair.Message, pair.Blocks)),
        ]);
        var prompt = PromptTokens.Of(
            [.. tools, .. system, .. messages.SelectMany(pair => pair.Blocks)],
            fields.Object("cache_control"),
            isContinued: turns.All.Any(turn => turn.Speaker is Speaker.Assistant or Speaker.Call));
        return new MessageInput(turns, ReadChoice(fields, tools), prompt);
    }

    /// <summary>The first parameter of a request that the newest version of the API does not have any more.</summary>
    public static string? Removed(ReceivedRequest request) => request.Method != "POST"
        ? null
        : ((string[])["temperature", "top_p", "top_k"]).FirstOrDefault(name => Fields.Parse(request.Body).Get(name) is not null);

    private static IEnumerable<Turn> Read(Fields message, IReadOnlyList<Fields> blocks)
    {
        var speaker = message.Choice("role", "user", "assistant", "system") switch
        {
            "user" => Speaker.User,
            "assistant" => Speaker.Assistant,
            _ => Speaker.Instruction,
        };
        if (message.Required("content") is { ValueKind: JsonValueKind.String } text)
        {
            return [new Turn(speaker, text.GetString()!)];
        }

        // What hosts write beside a tool's result is seldom the user's; the result is what is to be answered.
        return blocks.Select(block => ReadBlock(block, speaker)).OfType<Turn>().OrderBy(turn => turn.Speaker == Speaker.Result);
    }

    private static Turn? ReadBlock(Fields block, Speaker speaker) => block.Text("type") switch
    {
        "text" => new Turn(speaker, block.Text("text")),
        "tool_use" => new Turn(Speaker.Call, block.RequiredObject("input").Element.GetRawText(), block.Text("id"), block.Text("name")),
        "tool_result" => new Turn(
            Speaker.Result, block.Get("content") is null ? string.Empty : block.Content("content"), block.Text("tool_use_id")),
        _ => null,
    };

    /// <summary>The blocks of a content; a text is one without a type.</summary>
    private static IReadOnlyList<Fields> Blocks(Fields holder, string name) => holder.Get(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text =>
            [new Fields(JsonSerializer.SerializeToElement(new { text = text.GetString() }), holder.Name(name))],
        _ => holder.Objects(name),
    };

    private static string Text(Fields block) => block.OptionalText("text") ?? string.Empty;

    /// <summary>Tools without a schema run at Anthropic, or are of a type that clients know: they are not called.</summary>
    private static ToolChoice ReadChoice(Fields fields, IReadOnlyList<Fields> offered)
    {
        List<Tool> tools =
        [
            .. offered.Where(tool => tool.Get("input_schema") is not null)
                .Select(tool => new Tool(tool.Text("name"), tool.RequiredObject("input_schema").Element)),
        ];
        var choice = fields.Object("tool_choice");
        return choice?.Choice("type", "auto", "any", "tool", "none") switch
        {
            "none" => new ToolChoice(ToolMode.None, tools),
            "any" => new ToolChoice(ToolMode.Required, tools),
            "tool" => new ToolChoice(ToolMode.Required, [Find(tools, choice.Text("name"))], IsNamed: true),
            _ => new ToolChoice(ToolMode.Auto, tools),
        };
    }

    private static Tool Find(List<Tool> tools, string name) =>
        tools.Find(tool => tool.Name == name)
        ?? throw new ApiException(Errors.Bad($"Tool '{name}' not found in provided tools", "tool_choice"));
}
