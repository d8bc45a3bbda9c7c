using System.Collections.Concurrent;
using Broker.Service.Credentials;
using Broker.Service.Policy;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

/// <summary>Creates outgoing requests: configured address, unchanged body, allowed headers, the <c>Via</c> of this process, and the key.</summary>
internal sealed class UpstreamRequest(OwnVia via)
{
    // One per key, not per request.
    private readonly ConcurrentDictionary<Upstream, KeyEncoding> _keys = new();

    /// <summary>Creates the outgoing request.</summary>
    /// <param name="secret">The key, held until the request is sent; null if there is none to attach.</param>
    public HttpRequestMessage Create(RequestRecord record, Verdict.Admitted admitted, Secret? secret)
    {
        var upstream = admitted.Route.Upstream;
        var request = new UpstreamMessage(HttpMethod.Parse(admitted.Route.Method), admitted.Target.AddressWithQuery)
        {
            // Even where there is no body: the client sends a request without content again if a pooled connection closes under it.
            Content = admitted.Body.CreateContent(),
        };
        RequestHeaderPolicy.Apply(record.Headers, request, upstream);
        // The body was checked to be JSON, so the type is right even if the host sent none.
        if (admitted.Body is RequestBody { Length: > 0 } && request.Content.Headers is var headers && !headers.NonValidated.Contains("Content-Type"))
        {
            headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        request.Headers.TryAddWithoutValidation("Via", via.After(record.Headers));
        if (secret is not null)
        {
            request.Key = GetEncoding(upstream, secret);
            request.Headers.TryAddWithoutValidation(request.Key.Header, request.Key.Placeholder);
        }

        return request;
    }

    private KeyEncoding GetEncoding(Upstream upstream, Secret secret)
    {
        if (!_keys.TryGetValue(upstream, out var key) || !key.Writes(secret))
        {
            _keys[upstream] = key = new KeyEncoding(upstream.Credential, secret);
        }

        return key;
    }
}

/// <summary>An outgoing request with the encoding that writes its key.</summary>
internal sealed class UpstreamMessage(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    /// <summary>Writes the key instead of the placeholder; null if no key is attached.</summary>
    public KeyEncoding? Key { get; set; }
}
