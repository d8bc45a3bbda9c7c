using System.Text.Json.Nodes;
using MockProvider.Answers;
using MockProvider.Conversation;

namespace MockProvider.Anthropic;

/// <summary>
/// What a prompt costs, and how much of it the cache takes: all up to the last block with <c>cache_control</c>. The first turn of a
/// conversation writes that, a later one reads it, since the mock remembers nothing.
/// </summary>
/// <param name="All">All of it.</param>
/// <param name="Cached">What is written or read.</param>
/// <param name="IsRead">Whether it is read.</param>
/// <param name="IsLong">Whether it is kept for an hour.</param>
internal sealed record PromptTokens(int All, int Cached, bool IsRead, bool IsLong)
{
    // What a block costs around its text.
    private const int TokensPerBlock = 4;

    /// <param name="blocks">Tools, system and messages, in this order.</param>
    /// <param name="whole">The <c>cache_control</c> of the request itself, which is for all of it.</param>
    /// <param name="isContinued">Whether it is a later turn.</param>
    public static PromptTokens Of(IReadOnlyList<Fields> blocks, Fields? whole, bool isContinued)
    {
        var (all, cached, control) = (0, 0, whole);
        foreach (var block in blocks)
        {
            all += TokensPerBlock + Words.CutJson(block.Element.GetRawText()).Count;
            if (whole is null && block.Object("cache_control") is { } mark)
            {
                (cached, control) = (all, mark);
            }
        }

        return new PromptTokens(all, whole is null ? cached : all, isContinued, control?.OptionalText("ttl") == "1h");
    }

    /// <summary>The usage of a message, or of the event that ends it.</summary>
    public JsonNode Usage(Templates templates, string shape, int output)
    {
        var written = IsRead ? 0 : Cached;
        return templates.Fill(
            shape,
            ("input_tokens", All - Cached),
            ("cache_creation_input_tokens", written),
            ("cache_read_input_tokens", Cached - written),
            ("ephemeral_5m_input_tokens", IsLong ? 0 : written),
            ("ephemeral_1h_input_tokens", IsLong ? written : 0),
            ("output_tokens", output));
    }
}
