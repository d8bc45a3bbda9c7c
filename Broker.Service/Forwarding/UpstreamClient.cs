using System.Text;
using Broker.Service.Errors;
using Broker.Service.Policy;

namespace Broker.Service.Forwarding;

/// <summary>
/// The one outgoing HTTP client. Sends a request once: no redirects, no cookies, no system proxy, no decompression, no retries, and
/// no logging of addresses or headers.
/// </summary>
internal sealed class UpstreamClient : IDisposable
{
    /// <summary>Name of the handler in the handler factory.</summary>
    public const string HandlerName = "upstream";

    /// <summary>Name of the one that asks service discovery where the upstream is.</summary>
    public const string DiscoveringHandlerName = "discovered-upstream";

    private readonly HttpMessageInvoker _direct;
    private readonly HttpMessageInvoker _discovering;

    /// <summary>Takes the handlers that <see cref="ForwardingExtensions"/> set up.</summary>
    public UpstreamClient(IHttpMessageHandlerFactory handlers) =>
        (_direct, _discovering) = (
            new HttpMessageInvoker(handlers.CreateHandler(HandlerName), disposeHandler: false),
            new HttpMessageInvoker(handlers.CreateHandler(DiscoveringHandlerName), disposeHandler: false));

    /// <summary>The innermost handler.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        // Trace context goes upstream by RequestHeaderPolicy or not at all.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        MaxResponseHeadersLength = 64,
        RequestHeaderEncodingSelector = EncodingFor,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    };

    /// <summary>Sends the request and waits for the head of the answer.</summary>
    /// <param name="upstream">Where it goes.</param>
    /// <param name="request">The request; its body must stay valid until this returns.</param>
    /// <param name="silence">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The host hung up.</exception>
    public async Task<UpstreamResult> SendAsync(Upstream upstream, HttpRequestMessage request, UpstreamTimeout silence)
    {
        try
        {
            var response = await (upstream.IsDiscovered ? _discovering : _direct).SendAsync(request, silence.Begin());
            silence.End();
            if ((int)response.StatusCode >= StatusCodes.Status200OK)
            {
                return new UpstreamResult.Answered(response);
            }

            // 101 would make a tunnel of the host's connection; what is below 100 is no status.
            response.Dispose();
            return new UpstreamResult.Failed(BrokerError.UpstreamUnreachable, UpstreamFailure.NotHttp);
        }
        catch (OperationCanceledException) when (!silence.IsHostGone)
        {
            return silence.IsTooLong
                ? new UpstreamResult.Failed(BrokerError.UpstreamTimeout, null)
                : new UpstreamResult.Failed(BrokerError.UpstreamUnreachable, UpstreamFailure.ConnectTimeout);
        }
        catch (HttpRequestException e) when (!silence.IsHostGone)
        {
            return new UpstreamResult.Failed(BrokerError.UpstreamUnreachable, UpstreamFailure.Describe(e));
        }
    }

    // Bytes that are not ASCII leave as they came; without an encoding they would be an exception.
    private static Encoding EncodingFor(string header, HttpRequestMessage request) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && request is UpstreamMessage { Bearer: { } bearer }
            ? bearer
            : Encoding.UTF8;

    /// <inheritdoc/>
    public void Dispose()
    {
        _direct.Dispose();
        _discovering.Dispose();
    }
}
