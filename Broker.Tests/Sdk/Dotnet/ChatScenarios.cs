using System.Text;
using OpenAI.Chat;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>Chat completions: text, tools, a schema, streams.</summary>
internal static class ChatScenarios
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "get_weather", "The weather of a city.", BinaryData.FromString(SdkSchemas.City), functionSchemaIsStrict: true);

    public static async Task ChatAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        ChatCompletion completion = await setting.Chat().CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: cancellationToken);

        Assert.Contains("hello", Assert.Single(completion.Content).Text, StringComparison.Ordinal);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal(completion.Usage.InputTokenCount + completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount);
    }

    public static async Task ToolsAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var options = new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateRequiredChoice() };
        List<ChatMessage> messages = [new UserChatMessage("What is the weather in Paris?")];

        ChatCompletion asking = await setting.Chat().CompleteChatAsync(messages, options, cancellationToken);
        Assert.Equal(ChatFinishReason.ToolCalls, asking.FinishReason);
        var call = Assert.Single(asking.ToolCalls);
        Assert.Equal("get_weather", call.FunctionName);
        SdkSchemas.AssertCity(call.FunctionArguments.ToString());

        messages.AddRange([new AssistantChatMessage(asking), new ToolChatMessage(call.Id, "sunny, 21 degrees")]);
        options.ToolChoice = ChatToolChoice.CreateAutoChoice();
        ChatCompletion told = await setting.Chat().CompleteChatAsync(messages, options, cancellationToken);
        Assert.Equal(ChatFinishReason.Stop, told.FinishReason);
        Assert.NotEmpty(Assert.Single(told.Content).Text);
    }

    public static async Task JsonSchemaAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat("city", BinaryData.FromString(SdkSchemas.City), jsonSchemaIsStrict: true);

        ChatCompletion completion = await setting.Chat().CompleteChatAsync(
            [new UserChatMessage("Name a city.")], new ChatCompletionOptions { ResponseFormat = format }, cancellationToken);

        SdkSchemas.AssertCity(Assert.Single(completion.Content).Text);
    }

    public static async Task StreamAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var updates = await UpdatesAsync(setting, null, cancellationToken);

        var words = updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text).ToList();
        Assert.True(words.Count > 2, "A streamed answer has several pieces.");
        Assert.Contains("hello", string.Concat(words), StringComparison.Ordinal);
        Assert.Equal(ChatFinishReason.Stop, Assert.Single(updates, update => update.FinishReason is not null).FinishReason);
    }

    public static async Task StreamToolsAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var updates = await UpdatesAsync(setting, new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateRequiredChoice() }, cancellationToken);

        var pieces = updates.SelectMany(update => update.ToolCallUpdates).ToList();
        Assert.True(pieces.Count > 2, "Arguments come in several pieces.");
        Assert.Equal("get_weather", Assert.Single(pieces, piece => !string.IsNullOrEmpty(piece.FunctionName)).FunctionName);
        Assert.Single(pieces, piece => !string.IsNullOrEmpty(piece.ToolCallId));
        SdkSchemas.AssertCity(pieces.Aggregate(new StringBuilder(), (text, piece) => text.Append(piece.FunctionArgumentsUpdate)).ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, Assert.Single(updates, update => update.FinishReason is not null).FinishReason);
    }

    public static async Task StreamUsageAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        // The SDK asks for it on every stream.
        var updates = await UpdatesAsync(setting, null, cancellationToken);

        var usage = Assert.Single(updates, update => update.Usage is not null).Usage;
        Assert.Same(updates[^1].Usage, usage);
        Assert.Equal(usage.InputTokenCount + usage.OutputTokenCount, usage.TotalTokenCount);
    }

    private static async Task<List<StreamingChatCompletionUpdate>> UpdatesAsync(SdkSetting setting, ChatCompletionOptions? options, CancellationToken cancellationToken)
    {
        var updates = new List<StreamingChatCompletionUpdate>();
        await foreach (var update in setting.Chat().CompleteChatStreamingAsync([new UserChatMessage("hello")], options, cancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }

    private static ChatClient Chat(this SdkSetting setting) => setting.Client().GetChatClient(SdkSetting.Model);
}
