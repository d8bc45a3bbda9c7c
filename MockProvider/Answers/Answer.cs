using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MockProvider.Answers;

/// <summary>An answer, ready to be sent: one part for JSON, one part for each event of a stream.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="Headers">The other headers, in order.</param>
/// <param name="Parts">The body, cut where it is flushed.</param>
/// <param name="IsStreamed">Whether the parts are events with pauses between them.</param>
internal sealed record Answer(
    int Status, string ContentType, HeaderList Headers, IReadOnlyList<ReadOnlyMemory<byte>> Parts, bool IsStreamed)
{
    public const string JsonType = "application/json";

    /// <summary>What it costs of the tokens of a minute.</summary>
    public int Tokens { get; init; }

    /// <summary>Whether it costs nothing more, and its headers are complete.</summary>
    public bool IsSettled { get; init; }

    /// <summary>How it is sent.</summary>
    public Delivery Delivery { get; init; } = new();

    public static Answer Json(JsonNode document, int status = StatusCodes.Status200OK) =>
        new(status, JsonType, [], [WireJson.Document(document)], IsStreamed: false);

    public static Answer Stream(params IReadOnlyList<ReadOnlyMemory<byte>> events) =>
        new(StatusCodes.Status200OK, "text/event-stream; charset=utf-8", [], events, IsStreamed: true);

    public static Answer PlainText(string text) =>
        new(StatusCodes.Status200OK, "text/plain; charset=utf-8", [], [Encoding.UTF8.GetBytes(text)], IsStreamed: false);

    /// <summary>The same with more headers.</summary>
    public Answer With(params IEnumerable<KeyValuePair<string, string>> headers) => this with { Headers = [.. Headers, .. headers] };

    /// <summary>The whole body as text, as the journal shows it; of bytes only what they are.</summary>
    public string BodyText()
    {
        var isText = ContentType.StartsWith("text/", StringComparison.Ordinal)
            || ContentType.StartsWith(JsonType, StringComparison.Ordinal);
        return isText && !Headers.Any(header => header.Key == "Content-Encoding")
            ? string.Concat(Parts.Select(part => Encoding.UTF8.GetString(part.Span)))
            : $"({Parts.Sum(part => part.Length)} bytes of {ContentType})";
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

/// <summary>How an answer is sent: at its own pace and to its end, unless a fault says otherwise.</summary>
internal sealed record Delivery
{
    /// <summary>The wait before the status line.</summary>
    public TimeSpan BeforeHead { get; init; }

    /// <summary>The wait between the head and the first byte after it.</summary>
    public TimeSpan BeforeBody { get; init; }

    /// <summary>The wait between two parts, in place of the usual one.</summary>
    public TimeSpan? BetweenParts { get; init; }

    /// <summary>How many parts are sent; null means all of them.</summary>
    public int? StopAfter { get; init; }

    public Ending Ending { get; init; }

    /// <summary>What is sent after the parts, made piece by piece while it is sent: it may have no end.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Rest { get; init; } = [];
}

/// <summary>What follows the last part that is sent.</summary>
internal enum Ending
{
    /// <summary>The proper end of an answer.</summary>
    Proper,

    /// <summary>A reset of the connection.</summary>
    Reset,

    /// <summary>Nothing, for as long as the caller stays.</summary>
    Silence,
}
