using System.Globalization;
using MockProvider.Errors;
using MockProvider.Models;
using MockProvider.Reading;
using MockProvider.Text;

namespace MockProvider.Images;

/// <summary>What the mock makes of an image request. The two families differ in what they take and what they answer.</summary>
internal sealed record ImageRequest(
    string Model,
    string Prompt,
    int Count,
    string Size,
    string Quality,
    string Background,
    bool IsStreamed,
    int PartialImages,
    bool AsAddress)
{
    private const int LongestPrompt = 32_000;
    private static readonly string[] OfDallE2 = ["1024x1024", "256x256", "512x512"];
    private static readonly string[] OfDallE3 = ["1024x1024", "1792x1024", "1024x1792"];
    private static readonly string[] OfGptImage = ["auto", "1024x1024", "1536x1024", "1024x1536"];

    /// <summary>Whether the model is one of the older family, which knows neither streams nor usage.</summary>
    public bool IsDallE => Model.StartsWith("dall-e", StringComparison.Ordinal);

    public int PromptTokens => Words.Count(Prompt);

    public (int Width, int Height) Pixels => (Side(0), Side(1));

    public static ImageRequest Read(RequestFields fields)
    {
        var model = ModelName.Read(fields, "dall-e-2");
        var isDallE = model.StartsWith("dall-e", StringComparison.Ordinal);
        RefuseTheOtherFamilys(fields, isDallE);
        var sizes = model switch
        {
            "dall-e-2" => OfDallE2,
            "dall-e-3" => OfDallE3,
            _ => OfGptImage,
        };
        var size = fields.Choice("size", sizes[0], sizes);
        return new ImageRequest(
            ModelCatalog.Resolve(model),
            fields.RequiredText("prompt", LongestPrompt),
            fields.Integer("n", 1, model == "dall-e-3" ? 1 : 10) ?? 1,
            size == "auto" ? "1024x1024" : size,
            ReadQuality(fields, isDallE),
            fields.Choice("background", "auto", "auto", "opaque", "transparent") == "transparent" ? "transparent" : "opaque",
            fields.Boolean("stream", fallback: false),
            fields.Integer("partial_images", 0, 3) ?? 0,
            isDallE && fields.Choice("response_format", "url", "url", "b64_json") == "url");
    }

    private static void RefuseTheOtherFamilys(RequestFields fields, bool isDallE)
    {
        string[] unknown = isDallE
            ? ["background", "moderation", "output_compression", "output_format", "partial_images", "stream"]
            : ["response_format", "style"];
        if (unknown.FirstOrDefault(name => fields.Get(name) is not null) is { } stranger)
        {
            fields.Faults.Report(OpenAiErrors.UnknownParameter(stranger));
        }

        // The one format the mock can make.
        fields.Choice("output_format", "png", "png");
    }

    private static string ReadQuality(RequestFields fields, bool isDallE) => isDallE
        ? fields.Choice("quality", "standard", "standard", "hd")
        : fields.Choice("quality", "auto", "auto", "low", "medium", "high") is var quality and not "auto" ? quality : "high";

    private int Side(int index) => int.Parse(Size.Split('x')[index], CultureInfo.InvariantCulture);
}
