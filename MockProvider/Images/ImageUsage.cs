namespace MockProvider.Images;

/// <summary>What images cost; the total is always the sum.</summary>
internal sealed record ImageUsage(
    int InputTokens,
    ImageTokensDetails InputTokensDetails,
    int OutputTokens,
    ImageTokensDetails OutputTokensDetails,
    int TotalTokens)
{
    public static ImageUsage Of(ImageRequest request, int images)
    {
        var output = images * TokensPerImage(request);
        return new ImageUsage(
            request.PromptTokens,
            new ImageTokensDetails(ImageTokens: 0, request.PromptTokens),
            output,
            new ImageTokensDetails(output, TextTokens: 0),
            request.PromptTokens + output);
    }

    // What the real service charges for a square one; the oblong ones are half as large again.
    private static int TokensPerImage(ImageRequest request)
    {
        var square = request.Quality switch
        {
            "low" => 272,
            "medium" => 1056,
            _ => 4160,
        };
        return request.Size == "1024x1024" ? square : square + square / 2;
    }
}
