namespace Broker.Service.Forwarding;

/// <summary>A request on its way upstream, with what writes the key into it.</summary>
/// <param name="method">HTTP method.</param>
/// <param name="address">Where it goes.</param>
internal sealed class UpstreamMessage(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    /// <summary>Writes the key in place of the placeholder; null when none is attached.</summary>
    public BearerEncoding? Bearer { get; set; }
}
