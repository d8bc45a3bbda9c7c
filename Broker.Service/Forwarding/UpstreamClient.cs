using System.Text;
using Broker.Service.Errors;
using Broker.Service.Policy;

namespace Broker.Service.Forwarding;

/// <summary>
/// The one outgoing HTTP client. Sends a request once: no redirects, cookies, system proxy, decompression or retries, and no logging of
/// addresses or headers.
/// </summary>
internal sealed class UpstreamClient : IDisposable
{
    public const string HandlerName = "upstream";

    /// <summary>Name of the handler that resolves the upstream by service discovery.</summary>
    public const string DiscoveringHandlerName = "discovered-upstream";

    private readonly HttpMessageInvoker _direct;
    private readonly HttpMessageInvoker _discovering;

    /// <summary>Creates the client from the handlers of <see cref="ForwardingExtensions"/>.</summary>
    public UpstreamClient(IHttpMessageHandlerFactory handlers) =>
        (_direct, _discovering) = (
            new HttpMessageInvoker(handlers.CreateHandler(HandlerName), disposeHandler: false),
            new HttpMessageInvoker(handlers.CreateHandler(DiscoveringHandlerName), disposeHandler: false));

    /// <summary>Creates the innermost handler.</summary>
    /// <param name="isPlain">True for upstreams without TLS.</param>
    public static SocketsHttpHandler CreateHandler(bool isPlain) => new()
    {
        ConnectCallback = UpstreamSocket.ConnectAsync,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        // RequestHeaderPolicy decides if trace context is forwarded.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Shorter than servers keep idle connections: a request must not meet one that is being closed. A plain one costs little to open.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(isPlain ? 2 : 30),
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
            var response = await (upstream.IsDiscovered ? _discovering : _direct).SendAsync(request, timeout.Begin());
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
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && request is UpstreamMessage { Bearer: { } bearer }
            ? bearer
            : Encoding.UTF8;

    public void Dispose()
    {
        _direct.Dispose();
        _discovering.Dispose();
    }
}
