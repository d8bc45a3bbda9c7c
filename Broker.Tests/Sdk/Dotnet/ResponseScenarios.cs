// The Responses client is marked experimental in the SDK: its .NET surface may change, the wire does not.
#pragma warning disable OPENAI001
using OpenAI.Responses;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>Responses: text, a stream, a function called, a conversation continued, what is stored.</summary>
internal static class ResponseScenarios
{
    public static async Task TextAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        ResponseResult response = await setting.Responses().CreateResponseAsync(SdkSetting.Model, "hello", cancellationToken: cancellationToken);

        Assert.Contains("hello", response.GetOutputText(), StringComparison.Ordinal);
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal(response.Usage.InputTokenCount + response.Usage.OutputTokenCount, response.Usage.TotalTokenCount);
    }

    public static async Task StreamAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var updates = new List<StreamingResponseUpdate>();
        await foreach (var update in await setting.Responses().CreateResponseStreamingAsync(SdkSetting.Model, "hello", cancellationToken: cancellationToken))
        {
            updates.Add(update);
        }

        var words = updates.OfType<StreamingResponseOutputTextDeltaUpdate>().Select(update => update.Delta).ToList();
        Assert.True(words.Count > 2, "A streamed answer has several pieces.");
        Assert.Equal(Enumerable.Range(0, updates.Count), updates.Select(update => update.SequenceNumber));
        Assert.Equal(string.Concat(words), Assert.IsType<StreamingResponseCompletedUpdate>(updates[^1]).Response.GetOutputText());
    }

    public static async Task FunctionsAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var options = Options(ResponseItem.CreateUserMessageItem("What is the weather in Paris?"));
        options.ToolChoice = ResponseToolChoice.CreateRequiredChoice();

        ResponseResult asking = await setting.Responses().CreateResponseAsync(options, cancellationToken);
        var call = Assert.Single(asking.OutputItems.OfType<FunctionCallResponseItem>());
        Assert.Equal("get_weather", call.FunctionName);
        SdkSchemas.AssertCity(call.FunctionArguments.ToString());

        options.InputItems.Add(call);
        options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "sunny, 21 degrees"));
        options.ToolChoice = ResponseToolChoice.CreateAutoChoice();
        ResponseResult told = await setting.Responses().CreateResponseAsync(options, cancellationToken);
        Assert.NotEmpty(told.GetOutputText());
    }

    public static async Task PreviousAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        ResponseResult first = await setting.Responses().CreateResponseAsync(SdkSetting.Model, "hello", cancellationToken: cancellationToken);
        ResponseResult second = await setting.Responses().CreateResponseAsync(SdkSetting.Model, "hello", first.Id, cancellationToken);

        Assert.Equal(first.Id, second.PreviousResponseId);
        Assert.NotEqual(first.Id, second.Id);
        Assert.True(second.Usage.InputTokenCount > first.Usage.InputTokenCount, "What went before counts as input.");
    }

    public static async Task GetAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        ResponseResult response = await setting.Responses().GetResponseAsync(setting.KeptResponse, cancellationToken);

        Assert.Equal(setting.KeptResponse, response.Id);
        Assert.Contains("keep this", response.GetOutputText(), StringComparison.Ordinal);
    }

    public static async Task DeleteAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        ResponseDeletionResult result = await setting.Responses().DeleteResponseAsync(setting.DoomedResponse, cancellationToken);

        Assert.Equal(setting.DoomedResponse, result.ResponseId);
        Assert.True(result.Deleted);
    }

    private static CreateResponseOptions Options(ResponseItem input) => new(SdkSetting.Model, [input])
    {
        Tools = { ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(SdkSchemas.City), strictModeEnabled: true) },
    };

    private static ResponsesClient Responses(this SdkSetting setting) => setting.Client().GetResponsesClient();
}
