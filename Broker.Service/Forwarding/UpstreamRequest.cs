using Broker.Service.Credentials;
using Broker.Service.Requests;

namespace Broker.Service.Forwarding;

/// <summary>
/// Makes the outgoing request: the configured address, the body unchanged, the headers that may pass, this process's mark, and the key.
/// </summary>
internal sealed class UpstreamRequest(OwnVia via)
{
    // One for each key, not for each request.
    private volatile BearerEncoding? _bearer;

    /// <summary>Makes one.</summary>
    /// <param name="record">The host's request.</param>
    /// <param name="admitted">What the checks found.</param>
    /// <param name="secret">The key, held until the request is sent; null when there is none to attach.</param>
    public HttpRequestMessage Create(RequestRecord record, Verdict.Admitted admitted, Secret? secret)
    {
        var allowed = admitted.Route;
        var body = admitted.Body.Bytes;
        var request = new UpstreamMessage(HttpMethod.Parse(allowed.Method), allowed.Address);
        if (!body.IsEmpty || HttpMethods.IsPost(allowed.Method) || HttpMethods.IsPut(allowed.Method) || HttpMethods.IsPatch(allowed.Method))
        {
            request.Content = new ReadOnlyMemoryContent(body);
        }

        RequestHeaderPolicy.Apply(record.Headers, request, allowed.Upstream);
        request.Headers.TryAddWithoutValidation("Via", via.After(record.Headers));
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", BearerEncoding.Placeholder);
            request.Bearer = EncodingOf(secret);
        }

        return request;
    }

    private BearerEncoding EncodingOf(Secret secret)
    {
        if (_bearer is not { } bearer || !bearer.Writes(secret))
        {
            _bearer = bearer = new BearerEncoding(secret);
        }

        return bearer;
    }
}
