using MockProvider.Text;

namespace MockProvider.Answers;

/// <summary>What an endpoint gets to see: the bytes, and the fingerprint that ids are drawn from.</summary>
internal sealed record EndpointRequest(ReadOnlyMemory<byte> Body, Fingerprint Fingerprint);
