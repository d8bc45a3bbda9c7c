using System.Globalization;
using System.Text;

namespace Broker.Tests.Fuzzing.Wire;

/// <summary>How a request says where its body ends, in header lines and around the body.</summary>
internal sealed record Framing
{
    /// <summary>Says nothing: the request has no body.</summary>
    public static readonly Framing None = new();

    /// <summary>Announces the length.</summary>
    public static readonly Framing Length = new() { HasLength = true };

    /// <summary>Comes in chunks.</summary>
    public static readonly Framing Chunked = new() { HasCoding = true };

    public bool HasLength { get; init; }

    public bool HasCoding { get; init; }

    /// <summary>What to write as the length; null for the true one. <c>#</c> stands for that one.</summary>
    public string? LengthText { get; init; }

    /// <summary>What to write as the coding.</summary>
    public string CodingText { get; init; } = "chunked";

    /// <summary>Sizes of the chunks, the last of which has what is left.</summary>
    public IReadOnlyList<int> ChunkSizes { get; init; } = [];

    /// <summary>What follows each chunk's size.</summary>
    public string Extension { get; init; } = "";

    /// <summary>Whole lines after the last chunk.</summary>
    public string Trailers { get; init; } = "";

    /// <summary>What stands in the place of the last chunk, and is none; null where all is well.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether a body goes out at all.</summary>
    public bool HasBody => HasLength || HasCoding;

    /// <summary>The header lines.</summary>
    public IEnumerable<HeaderLine> Headers(int length)
    {
        if (HasLength)
        {
            var number = length.ToString(CultureInfo.InvariantCulture);
            yield return new HeaderLine("Content-Length", LengthText?.Replace("#", number, StringComparison.Ordinal) ?? number);
        }

        if (HasCoding)
        {
            yield return new HeaderLine("Transfer-Encoding", CodingText);
        }
    }

    /// <summary>The body as it goes over the wire.</summary>
    public string Apply(string body)
    {
        if (!HasCoding)
        {
            return HasLength ? body : "";
        }

        var text = new StringBuilder();
        var at = 0;
        foreach (var size in ChunkSizes.Append(body.Length))
        {
            var count = Math.Min(size, body.Length - at);
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{count:x}{Extension}\r\n").Append(body, at, count).Append("\r\n");
                at += count;
            }
        }

        return text.Append(Fault ?? $"0{Extension}\r\n{Trailers}\r\n").ToString();
    }
}
