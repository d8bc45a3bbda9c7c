using Broker.Service.Credentials;
using Broker.Service.Requests;

namespace Broker.Service.Telemetry.GenAI.Content;

/// <summary>
/// Masks the provider key and the host's caller token in text for spans. The relayed answer is masked already, but text that arrives in
/// pieces or with escapes is complete only here, and the host's request is not masked at all.
/// </summary>
/// <param name="key">The key, held while the mask is used; null if there is none.</param>
internal sealed class ContentMask(Secret? key, IHeaderDictionary headers)
{
    private readonly SecretScrubber? _key = key?.CreateScrubber();
    private readonly string? _token = CallerTokenCarriers.Read(headers) is { Length: >= Secret.MinScrubbedLength } token ? token : null;

    /// <summary>Returns the masked text.</summary>
    public string Apply(string text)
    {
        var masked = _key?.Scrub(text) ?? text;
        return _token is null ? masked : masked.Replace(_token, new string('*', _token.Length), StringComparison.Ordinal);
    }
}
