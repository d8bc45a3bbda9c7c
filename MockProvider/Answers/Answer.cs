using System.Text;
using Microsoft.AspNetCore.Http;
using MockProvider.Errors;

namespace MockProvider.Answers;

/// <summary>
/// An answer, ready to be sent: one part for JSON, one part for each event of a stream.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="Headers">The other headers, in order.</param>
/// <param name="Parts">The body, cut where it is flushed.</param>
/// <param name="IsStreamed">Whether the parts are events with pauses between them.</param>
internal sealed record Answer(
    int Status,
    string ContentType,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<ReadOnlyMemory<byte>> Parts,
    bool IsStreamed)
{
    private const string JsonType = "application/json";

    /// <summary>The model that the request names, for the span; nothing when it names none.</summary>
    public string? Model { get; init; }

    /// <summary>The fault that it plays; nothing for an honest answer.</summary>
    public string? Fault { get; init; }

    /// <summary>How it is sent.</summary>
    public Delivery Delivery { get; init; } = new();

    public static Answer Json(ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        new(StatusCodes.Status200OK, JsonType, headers, [body], IsStreamed: false);

    public static Answer Stream(IReadOnlyList<ReadOnlyMemory<byte>> events, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        new(StatusCodes.Status200OK, "text/event-stream; charset=utf-8", headers, events, IsStreamed: true);

    /// <summary>A file: sound, for one.</summary>
    public static Answer File(ReadOnlyMemory<byte> content, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        new(StatusCodes.Status200OK, contentType, headers, [content], IsStreamed: false);

    /// <summary>Plain text.</summary>
    public static Answer PlainText(string text, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        new(StatusCodes.Status200OK, "text/plain; charset=utf-8", headers, [Encoding.UTF8.GetBytes(text)], IsStreamed: false);

    public static Answer Of(ApiError error, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        new(error.Status, error.Status == StatusCodes.Status401Unauthorized ? $"{JsonType}; charset=utf-8" : JsonType, headers, [error.ToJson()], IsStreamed: false);

    /// <summary>The whole body as text, as the journal shows it; of a file only what it is.</summary>
    public string BodyText()
    {
        var isText = ContentType.StartsWith("text/", StringComparison.Ordinal) || ContentType.StartsWith(JsonType, StringComparison.Ordinal);
        if (!isText || Headers.Any(header => header.Key == "Content-Encoding"))
        {
            return $"({Parts.Sum(part => part.Length)} bytes of {ContentType})";
        }

        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(Encoding.UTF8.GetString(part.Span));
        }

        return text.ToString();
    }

    /// <summary>Sends everything at once, for answers that do not pass through WireMock.</summary>
    public async Task WriteWholeAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Parts.Sum(part => part.Length);
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        foreach (var part in Parts)
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
