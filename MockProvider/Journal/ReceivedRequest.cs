using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MockProvider.Journal;

/// <summary>One request as it arrived at the mock: what an upstream provider would have seen.</summary>
public sealed class ReceivedRequest
{
    private readonly TaskCompletionSource<AnswerOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When its body had been read, by the mock's clock.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>The method, as sent.</summary>
    public string Method { get; internal init; } = string.Empty;

    /// <summary>The request target byte for byte as sent, before any decoding, with its query.</summary>
    public string Target { get; internal init; } = string.Empty;

    /// <summary>The decoded path without its query.</summary>
    public string Path { get; internal init; } = string.Empty;

    /// <summary>Every header line, a name that came twice twice. Lines of different names may have changed places.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; internal init; } = [];

    /// <summary>The body's bytes; some of those that came last are missing when the caller hung up inside it.</summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>The body read as UTF-8.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Whether the whole body arrived; false when the caller hung up inside it.</summary>
    public bool IsComplete { get; internal init; }

    /// <summary>Completes when the answer has ended, one way or the other.</summary>
    public Task<AnswerOutcome> Outcome => _outcome.Task;

    /// <summary>The values of one header, in order; empty when it did not come.</summary>
    /// <param name="name">The header's name, in any case.</param>
    /// <returns>One entry for each line.</returns>
    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <summary>Whether the body says of itself that it is a form with files.</summary>
    internal bool IsForm => ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    private string? ContentType => HeaderValues("Content-Type") is [var type, ..] ? type : null;

    /// <summary>Reads the body as a form, wholly in memory; null when it is none.</summary>
    internal IFormCollection? ReadForm()
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = ContentType;
        request.Body = new MemoryStream(Body.ToArray());
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

    internal void End(AnswerOutcome outcome) => _outcome.TrySetResult(outcome);
}

/// <summary>How the answer to a request ended.</summary>
public enum AnswerOutcome
{
    /// <summary>All of it was handed to the operating system.</summary>
    Sent,

    /// <summary>The caller hung up first, or a fault broke it off.</summary>
    Aborted,
}
