using System.Text.Json;
using Anthropic.Models.Messages;
using static Broker.Tests.Sdks.Dotnet.AnthropicClients;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>Messages: text, a stream, a tool called, what is thought, a count.</summary>
internal static class MessageScenarios
{
    public static async Task TextAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();

        var message = await client.Messages.Create(Hello(), cancellationToken);

        Assert.True(Assert.Single(message.Content).TryPickText(out var block));
        Assert.Contains("hello", block.Text, StringComparison.Ordinal);
        Assert.Equal("end_turn", message.StopReason?.Raw());
        Assert.True(message.Usage.InputTokens > 0);
    }

    public static async Task StreamAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var (kinds, text) = await ReadAsync(setting, Hello(), cancellationToken);

        Assert.Equal(["text"], kinds);
        Assert.Contains("hello", text, StringComparison.Ordinal);
    }

    public static async Task ToolsAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();

        var asking = await client.Messages.Create(Question(isDemanded: true), cancellationToken);
        Assert.True(Assert.Single(asking.Content).TryPickToolUse(out var call));
        Assert.Equal("get_weather", call.Name);
        SdkSchemas.AssertCity(JsonSerializer.Serialize(call.Input));

        List<ContentBlockParam> asked = [new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input }];
        List<ContentBlockParam> found = [new ToolResultBlockParam(call.ID) { Content = "sunny, 21 degrees" }];
        var told = await client.Messages.Create(
            Question(isDemanded: false, new AssistantMessageParam(asked), new UserMessageParam(found)), cancellationToken);
        Assert.True(Assert.Single(told.Content).TryPickText(out var block));
        Assert.Contains("sunny", block.Text, StringComparison.Ordinal);
    }

    public static async Task StreamToolsAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var (kinds, text) = await ReadAsync(setting, Question(isDemanded: true), cancellationToken);

        Assert.Equal(["tool_use"], kinds);
        SdkSchemas.AssertCity(text);
    }

    public static async Task ThinkingAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var (kinds, text) = await ReadAsync(setting, Hello() with { Thinking = new ThinkingConfigEnabled(1024) }, cancellationToken);

        Assert.Equal(["thinking", "text"], kinds);
        Assert.Contains("thinks", text, StringComparison.Ordinal);
    }

    public static async Task CountAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();

        var parameters = new MessageCountTokensParams { Model = SdkSetting.AnthropicModel, Messages = [new UserMessageParam("hello")] };
        var count = await client.Messages.CountTokens(parameters, cancellationToken);

        Assert.True(count.InputTokens > 0);
    }

    /// <summary>The kinds of the blocks, and all that was in them; it came in pieces.</summary>
    private static async Task<(IReadOnlyList<string> Kinds, string Text)> ReadAsync(
        SdkSetting setting, MessageCreateParams parameters, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();
        List<string> kinds = [];
        List<string> pieces = [];
        var isStopped = false;
        await foreach (var data in client.Messages.CreateStreaming(parameters, cancellationToken))
        {
            isStopped |= data.TryPickStop(out _);
            if (data.TryPickContentBlockStart(out var start))
            {
                kinds.Add(start.ContentBlock.Json.GetProperty("type").GetString()!);
            }

            if (data.TryPickContentBlockDelta(out var delta))
            {
                pieces.Add(
                    delta.Delta.TryPickText(out var text) ? text.Text
                    : delta.Delta.TryPickThinking(out var thinking) ? thinking.Thinking
                    : delta.Delta.TryPickInputJson(out var input) ? input.PartialJson
                    : "");
            }
        }

        Assert.True(isStopped);
        Assert.True(pieces.Count > 2, "A streamed answer has several pieces.");
        return (kinds, string.Concat(pieces));
    }
}
