using Broker.Service.Credentials;
using Broker.Service.Requests;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>
/// Hides the provider key and the host's caller token in what goes into a span. The answer is masked on its way already, but what comes
/// in pieces or with escapes is whole only here, and what a host sends is not masked at all.
/// </summary>
/// <param name="key">The key; null when there is none. It is held for as long as the mask is used.</param>
/// <param name="headers">The host's headers.</param>
internal sealed class ContentMask(Secret? key, IHeaderDictionary headers)
{
    private readonly SecretScrubber? _key = key?.CreateScrubber();
    private readonly string? _token = CallerTokenCarriers.Read(headers) is { Length: >= Secret.MinScrubbedLength } token ? token : null;

    /// <summary>The text without them.</summary>
    /// <param name="text">Any text.</param>
    public string Apply(string text)
    {
        var masked = _key?.Scrub(text) ?? text;
        return _token is null ? masked : masked.Replace(_token, new string('*', _token.Length), StringComparison.Ordinal);
    }
}
