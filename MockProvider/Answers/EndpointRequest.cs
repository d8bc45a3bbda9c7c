using MockProvider.Text;

namespace MockProvider.Answers;

/// <summary>What an endpoint gets to see: the bytes, and the fingerprint that ids are drawn from.</summary>
internal sealed record EndpointRequest(ReadOnlyMemory<byte> Body, Fingerprint Fingerprint)
{
    /// <summary>What the caller says the body is, with the boundary of a form.</summary>
    public string? ContentType { get; init; }

    /// <summary>The parameter in the path, where the endpoint's path has one.</summary>
    public string PathParameter { get; init; } = string.Empty;
}
