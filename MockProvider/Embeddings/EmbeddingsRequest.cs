using MockProvider.Errors;
using MockProvider.Models;
using MockProvider.Reading;

namespace MockProvider.Embeddings;

/// <summary>What the mock makes of an embeddings request.</summary>
internal sealed record EmbeddingsRequest(string Model, IReadOnlyList<EmbeddingText> Inputs, int Dimensions, bool IsBase64)
{
    private const string DimensionsName = "dimensions";
    private const string FormatName = "encoding_format";

    public static EmbeddingsRequest Read(RequestFields fields)
    {
        var model = ModelName.Read(fields);
        var inputs = EmbeddingInput.Read(fields);
        var largest = model == "text-embedding-3-large" ? 3072 : 1536;
        var dimensions = fields.Integer(DimensionsName) ?? largest;
        if (dimensions < 1)
        {
            fields.Faults.Report(OpenAiErrors.BelowMinimum(DimensionsName, dimensions, 1));
        }
        else if (dimensions > largest)
        {
            fields.Faults.Report(OpenAiErrors.AboveMaximum(DimensionsName, dimensions, largest));
        }

        var format = fields.OptionalString(FormatName) ?? "float";
        if (format is not ("float" or "base64"))
        {
            fields.Faults.Report(OpenAiErrors.NotOneOf(FormatName, format, "'float', 'base64'"));
        }

        return new EmbeddingsRequest(model, inputs, (int)Math.Clamp(dimensions, 1, largest), format == "base64");
    }
}
