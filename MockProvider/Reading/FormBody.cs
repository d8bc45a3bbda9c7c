using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MockProvider.Reading;

/// <summary>Reads a request body as a multipart form, wholly in memory.</summary>
internal static class FormBody
{
    public static IFormCollection? Read(ReadOnlyMemory<byte> body, string? contentType)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = contentType;
        request.Body = new MemoryStream(body.ToArray());
        try
        {
            // The body was limited when it was received; beyond the threshold a file would be put on disk.
            return new FormFeature(request, new FormOptions { MemoryBufferThreshold = int.MaxValue }).ReadForm();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
