using OpenAI.Models;

namespace Broker.Tests.Sdks.Dotnet;

/// <summary>The models there are.</summary>
internal static class ModelScenarios
{
    public static async Task ListAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        OpenAIModelCollection models = await setting.Client().GetOpenAIModelClient().GetModelsAsync(cancellationToken);

        Assert.Contains(models, model => model.Id == SdkSetting.Model);
    }

    public static async Task GetAsync(SdkSetting setting, CancellationToken cancellationToken)
    {
        OpenAIModel model = await setting.Client().GetOpenAIModelClient().GetModelAsync(SdkSetting.Model, cancellationToken);

        Assert.Equal(SdkSetting.Model, model.Id);
        Assert.NotEmpty(model.OwnedBy);
    }
}
