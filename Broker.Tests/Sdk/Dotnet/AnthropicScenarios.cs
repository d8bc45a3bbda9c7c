using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Models;
using static Broker.Tests.Sdks.Dotnet.AnthropicClients;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The models of Anthropic, what goes wrong there, and what the SDK makes of it.</summary>
internal static class AnthropicScenarios
{
    public static async Task ListAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();
        List<string> ids = [];

        IPage<ModelInfo> first = await client.Models.List(new ModelListParams { Limit = 4 }, cancellationToken);
        await foreach (var model in first.Paginate(cancellationToken))
        {
            ids.Add(model.ID);
        }

        Assert.True(ids.Count > 4);
        Assert.All(ids, id => Assert.StartsWith("claude-", id, StringComparison.Ordinal));
    }

    public static async Task GetAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();

        var model = await client.Models.Retrieve(SdkSetting.AnthropicModel, cancellationToken: cancellationToken);

        Assert.StartsWith(SdkSetting.AnthropicModel, model.ID, StringComparison.Ordinal);
    }

    public static async Task WrongKeyAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic("sk-ant-else");

        await AssertRefusedAsync<AnthropicUnauthorizedException>(
            401, setting.AnthropicRefusal, () => client.Messages.Create(Hello(), cancellationToken));
    }

    public static async Task UnknownModelAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();

        await AssertRefusedAsync<AnthropicNotFoundException>(
            404, "not_found_error", () => client.Messages.Create(Hello(SdkSetting.UnknownModel), cancellationToken));
        await AssertRefusedAsync<AnthropicNotFoundException>(
            404, "not_found_error", () => client.Models.Retrieve(SdkSetting.UnknownModel, cancellationToken: cancellationToken));
    }

    public static async Task MissingTokensAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();

        // The SDK does not let anybody leave it out.
        await AssertRefusedAsync<AnthropicBadRequestException>(
            400, "max_tokens", () => client.Messages.Create(Hello() with { MaxTokens = 0 }, cancellationToken));
    }

    public static async Task RateLimitAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic(retries: 1);
        await setting.RefuseNextAsync(cancellationToken);

        var message = await client.Messages.Create(Hello(), cancellationToken);

        Assert.True(Assert.Single(message.Content).TryPickText(out _));
    }

    public static async Task OverloadedAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        using var client = setting.Anthropic();

        await AssertRefusedAsync<AnthropicApiException>(
            529, "overloaded_error", () => client.Messages.Create(Hello("mock-529"), cancellationToken));
    }

    private static async Task AssertRefusedAsync<T>(int status, string word, Func<Task> call)
        where T : AnthropicApiException
    {
        var refusal = await Assert.ThrowsAnyAsync<T>(call);

        Assert.Equal(status, (int)refusal.StatusCode);
        Assert.Contains(word, refusal.ResponseBody, StringComparison.Ordinal);
    }
}
