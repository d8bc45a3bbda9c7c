using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Microsoft.Extensions.ServiceDiscovery.Http;

namespace Broker.Service.Forwarding;

/// <summary>
/// Sends requests to upstreams, over connections of each. Sends a request once: no redirects, cookies, system proxy, decompression or retries, and no logging of
/// addresses or headers.
/// </summary>
internal sealed class UpstreamClient : IDisposable
{
    private readonly ConcurrentDictionary<Upstream, HttpMessageInvoker> _invokers = new();
    private readonly Func<Upstream, HttpMessageInvoker> _create;

    /// <param name="discovery">Resolves the names of upstreams that service discovery knows.</param>
    public UpstreamClient(IServiceDiscoveryHttpMessageHandlerFactory discovery) => _create = upstream => Create(upstream, discovery);

    /// <summary>Creates the handler that opens connections.</summary>
    /// <param name="poolIdle">How long a connection may rest. Shorter than servers keep them: a request must not meet one that is being closed.</param>
    /// <param name="proxy">Proxy that connections are tunnelled through; null for none.</param>
    public static SocketsHttpHandler CreateHandler(TimeSpan poolIdle, Uri? proxy = null) => new()
    {
        ConnectCallback = UpstreamSocket.ConnectAsync,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = proxy is not null,
        Proxy = proxy is null ? null : new WebProxy(proxy),
        AutomaticDecompression = DecompressionMethods.None,
        // RequestHeaderPolicy decides if trace context is forwarded.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = poolIdle,
        MaxResponseHeadersLength = 64,
        RequestHeaderEncodingSelector = EncodingFor,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    };

    /// <summary>Sends the request and waits for the head of the answer.</summary>
    /// <param name="request">Its body must stay valid until the task completes.</param>
    /// <param name="timeout">Limits the wait.</param>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public async Task<UpstreamResult> SendAsync(Upstream upstream, HttpRequestMessage request, UpstreamTimeout timeout)
    {
        try
        {
            var response = await _invokers.GetOrAdd(upstream, _create).SendAsync(request, timeout.Begin(upstream.FirstByteTimeout));
            timeout.End();
            if ((int)response.StatusCode >= StatusCodes.Status200OK)
            {
                return new UpstreamResult.Answered(response);
            }

            // 101 would turn the host's connection into a tunnel; a number below 100 is no status.
            response.Dispose();
            return new UpstreamResult.Failed(BrokerError.UpstreamUnreachable, UpstreamFailure.NotHttp);
        }
        catch (OperationCanceledException) when (!timeout.IsHostGone)
        {
            return timeout.IsTooLong
                ? new UpstreamResult.Failed(BrokerError.UpstreamTimeout, null)
                : new UpstreamResult.Failed(BrokerError.UpstreamUnreachable, UpstreamFailure.ConnectTimeout);
        }
        catch (HttpRequestException e) when (!timeout.IsHostGone)
        {
            return new UpstreamResult.Failed(BrokerError.UpstreamUnreachable, UpstreamFailure.Describe(e));
        }
    }

    // Without an encoding, bytes beyond ASCII would throw; with this one they leave as they came.
    private static Encoding EncodingFor(string header, HttpRequestMessage request) =>
        request is UpstreamMessage { Key: { } key } && header.Equals(key.Header, StringComparison.OrdinalIgnoreCase) ? key : Encoding.UTF8;

    private static HttpMessageInvoker Create(Upstream upstream, IServiceDiscoveryHttpMessageHandlerFactory discovery)
    {
        var handler = CreateHandler(upstream.PoolIdle, upstream.EgressProxy);
        return new(upstream.IsDiscovered ? discovery.CreateHandler(handler) : handler);
    }

    public void Dispose()
    {
        foreach (var invoker in _invokers.Values)
        {
            invoker.Dispose();
        }
    }
}
