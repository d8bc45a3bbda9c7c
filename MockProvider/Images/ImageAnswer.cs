using MockProvider.Text;

namespace MockProvider.Images;

/// <summary>The answer to an image request, from which both the document and the events are made, so that they cannot disagree.</summary>
internal sealed record ImageAnswer(ImageRequest Request, Fingerprint Fingerprint, long Created)
{
    private const string Format = "png";

    /// <summary>The document of the newer models has more in it than that of the older ones.</summary>
    public ImageList ToList() => Request.IsDallE
        ? new ImageList(Created, null, Entries(), null, null, null, null)
        : new ImageList(Created, Request.Background, Entries(), Format, Request.Quality, Request.Size, ImageUsage.Of(Request, Request.Count));

    public IEnumerable<ImageEvent> ToEvents()
    {
        for (var image = 0; image < Request.Count; image++)
        {
            for (var index = 0; index < Request.PartialImages; index++)
            {
                yield return Event("image_generation.partial_image", Draw(image, (index + 1.0) / (Request.PartialImages + 1)), index, usage: null);
            }

            yield return Event("image_generation.completed", Draw(image, share: 1), index: null, ImageUsage.Of(Request, images: 1));
        }
    }

    private List<ImageEntry> Entries() => [.. Enumerable.Range(0, Request.Count).Select(Entry)];

    private ImageEntry Entry(int image)
    {
        var bytes = Draw(image, share: 1);
        var revised = Request.Model == "dall-e-3" ? Request.Prompt : null;
        // An address of its own would have to be served by somebody; this one brings the image along.
        return Request.AsAddress ? new ImageEntry(null, $"data:image/{Format};base64,{bytes}", revised) : new ImageEntry(bytes, null, revised);
    }

    private string Draw(int image, double share) =>
        Convert.ToBase64String(PngImage.Draw(Request.Pixels.Width, Request.Pixels.Height, Fingerprint.Bytes($"image {image}"), share));

    private ImageEvent Event(string type, string base64, int? index, ImageUsage? usage) =>
        new(type, base64, Created, Request.Size, Request.Quality, Request.Background, Format, index, usage);
}
