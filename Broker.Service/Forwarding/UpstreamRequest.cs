using Broker.Service.Credentials;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

/// <summary>Creates outgoing requests: configured address, unchanged body, allowed headers, the <c>Via</c> of this process, and the key.</summary>
internal sealed class UpstreamRequest(OwnVia via)
{
    // One per key, not per request.
    private volatile BearerEncoding? _bearer;

    /// <summary>Creates the outgoing request.</summary>
    /// <param name="secret">The key, held until the request is sent; null if there is none to attach.</param>
    public HttpRequestMessage Create(RequestRecord record, Verdict.Admitted admitted, Secret? secret)
    {
        var allowed = admitted.Route;
        var body = admitted.Body.Bytes;
        var request = new UpstreamMessage(HttpMethod.Parse(allowed.Method), allowed.Address)
        {
            // Even where there is no body: the client sends a request without content again if a pooled connection closes under it.
            Content = new ReadOnlyMemoryContent(body),
        };
        RequestHeaderPolicy.Apply(record.Headers, request, allowed.Upstream);
        request.Headers.TryAddWithoutValidation("Via", via.After(record.Headers));
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", BearerEncoding.Placeholder);
            request.Bearer = GetEncoding(secret);
        }

        return request;
    }

    private BearerEncoding GetEncoding(Secret secret)
    {
        if (_bearer is not { } bearer || !bearer.Writes(secret))
        {
            _bearer = bearer = new BearerEncoding(secret);
        }

        return bearer;
    }
}

/// <summary>An outgoing request with the encoding that writes its key.</summary>
internal sealed class UpstreamMessage(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    /// <summary>Writes the key instead of the placeholder; null if no key is attached.</summary>
    public BearerEncoding? Bearer { get; set; }
}
