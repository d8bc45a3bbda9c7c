namespace MockProvider.Responses;

/// <summary>A part of a message: text.</summary>
internal sealed record ResponseText(string Type, IReadOnlyList<string> Annotations, IReadOnlyList<string> Logprobs, string Text)
{
    public static ResponseText Of(string text) => new("output_text", [], [], text);
}
