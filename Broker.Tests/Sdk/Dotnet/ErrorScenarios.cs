using System.ClientModel;
using OpenAI.Chat;
using static Broker.Tests.Sdks.Dotnet.SdkClients;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>What goes wrong, and what the SDK makes of it.</summary>
internal static class ErrorScenarios
{
    public static Task WrongKeyAsync(SdkSetting setting, CancellationToken cancellationToken) =>
        AssertRefusedAsync(401, setting.Refusal, setting.Client("sk-something-else").GetChatClient(SdkSetting.Model), cancellationToken);

    public static async Task MissingModelAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var refusal = await Assert.ThrowsAsync<ClientResultException>(() => setting.Client().GetChatClient(SdkSetting.Model).CompleteChatAsync(
            Body("""{"messages":[{"role":"user","content":"hello"}]}"""), new() { CancellationToken = cancellationToken }));

        Assert.Equal(400, refusal.Status);
        Assert.Contains("model", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(int status, string code, ChatClient chat, CancellationToken cancellationToken)
    {
        var refusal = await Assert.ThrowsAsync<ClientResultException>(
            () => chat.CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: cancellationToken));

        Assert.Equal(status, refusal.Status);
        // The exception's own text tells only what has OpenAI's shape; the broker's refusals are in the body.
        Assert.Contains(code, refusal.GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
    }
}
