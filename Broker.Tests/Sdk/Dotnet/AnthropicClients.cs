using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Broker.Tests.Leaks;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The official SDK of Anthropic for .NET, told nothing but an address and a key.</summary>
internal static class AnthropicClients
{
    public static AnthropicClient Anthropic(this SdkSetting setting, string? key = null, int retries = 0) => new()
    {
        BaseUrl = setting.AnthropicUrl.ToString().TrimEnd('/'),
        ApiKey = key ?? setting.Key,
        AuthToken = null,
        MaxRetries = retries,
        // The client disposes of it. Watched as SdkClients' is.
        HttpClient = setting.IsThroughBroker ? new(WatchedStream.CreateHandler("answer to an SDK client")) : new(),
    };

    /// <summary>A question, with the tool that could answer it.</summary>
    public static MessageCreateParams Question(bool isDemanded = false, params IEnumerable<MessageParam> more) => new()
    {
        Model = SdkSetting.AnthropicModel,
        MaxTokens = 2000,
        Messages = [new UserMessageParam("What is the weather in Paris?"), .. more],
        Tools = [new Tool { Name = "get_weather", InputSchema = Schema }],
        ToolChoice = isDemanded ? new ToolChoiceAny() : new ToolChoiceAuto(),
    };

    public static MessageCreateParams Hello(string model = SdkSetting.AnthropicModel) => new()
    {
        Model = model,
        MaxTokens = 2000,
        Messages = [new UserMessageParam("hello")],
    };

    private static InputSchema Schema => InputSchema.FromRawUnchecked(
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(SdkSchemas.City)!);
}
