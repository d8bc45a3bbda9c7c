using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI.Chat;
using static Broker.Tests.Sdks.Dotnet.SdkClients;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>What goes wrong, and what the SDK makes of it.</summary>
internal static class ErrorScenarios
{
    public static Task WrongKeyAsync(SdkSetting setting, CancellationToken cancellationToken) =>
        AssertRefusedAsync(401, setting.Refusal, () => HelloAsync(setting, SdkSetting.Model, cancellationToken, key: "sk-something-else"));

    public static async Task UnknownModelAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        await AssertRefusedAsync(404, "model_not_found", () => HelloAsync(setting, SdkSetting.UnknownModel, cancellationToken));
        await AssertRefusedAsync(404, "model_not_found", () => setting.Client().GetOpenAIModelClient().GetModelAsync(SdkSetting.UnknownModel, cancellationToken));
    }

    public static Task MissingModelAsync(SdkSetting setting, CancellationToken cancellationToken) =>
        AssertRefusedAsync(400, "invalid_request_error", () => setting.Client().GetChatClient(SdkSetting.Model).CompleteChatAsync(
            Body("""{"messages":[{"role":"user","content":"hello"}]}"""), new() { CancellationToken = cancellationToken }));

    public static async Task RateLimitAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var retries = new CountedRetries(most: 2);
        await setting.RefuseNextAsync(cancellationToken);

        ChatCompletion completion = await HelloAsync(setting, SdkSetting.Model, cancellationToken, retries: retries);

        Assert.Contains("hello", Assert.Single(completion.Content).Text, StringComparison.Ordinal);
        Assert.True(Assert.Single(retries.Waits) > TimeSpan.Zero);
    }

    public static async Task RateLimitLastingAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        var retries = new CountedRetries(most: 1);

        await AssertRefusedAsync(429, "rate_limit_exceeded", () => HelloAsync(setting, "mock-429", cancellationToken, retries: retries));

        Assert.Single(retries.Waits);
    }

    public static async Task QuotaAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        // No retry helps, but the SDK goes by the status alone and tries all the same.
        var retries = new CountedRetries(most: 1);

        await AssertRefusedAsync(429, "insufficient_quota", () => HelloAsync(setting, "mock-quota", cancellationToken, retries: retries));

        Assert.Single(retries.Waits);
    }

    private static Task<ClientResult<ChatCompletion>> HelloAsync(
        SdkSetting setting, string model, CancellationToken cancellationToken, string? key = null, ClientRetryPolicy? retries = null) =>
        setting.Client(key, retries).GetChatClient(model).CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: cancellationToken);

    private static async Task AssertRefusedAsync(int status, string code, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<ClientResultException>(call);

        Assert.Equal(status, refusal.Status);
        Assert.Contains(code, refusal.GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
        // Nothing else of an answer is shown to whoever uses the SDK.
        Assert.Contains(code, refusal.Message, StringComparison.Ordinal);
    }
}
