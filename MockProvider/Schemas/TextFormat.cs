using System.Text.Encodings.Web;
using System.Text.Json;
using MockProvider.Text;

namespace MockProvider.Schemas;

/// <summary>What an answer's text must be: plain words, unless JSON is asked for.</summary>
/// <param name="Instance">The answer where a schema asks for it.</param>
/// <param name="IsObject">Whether any JSON object will do.</param>
internal sealed record TextFormat(string? Instance = null, bool IsObject = false)
{
    /// <summary>The pieces of the answer: the words of the text, or JSON.</summary>
    public IReadOnlyList<string> Pieces(string text) => Instance is { } instance ? JsonPieces.Cut(instance)
        : IsObject ? JsonPieces.Cut($$"""{"message":"{{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""")
        : Words.Cut(text);
}
