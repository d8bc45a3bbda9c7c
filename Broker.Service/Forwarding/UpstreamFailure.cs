using System.Net.Sockets;

namespace Broker.Service.Forwarding;

/// <summary>Describes why an upstream is unreachable, in fixed words: messages of exceptions can quote what was sent.</summary>
internal static class UpstreamFailure
{
    public const string ConnectTimeout = "the upstream did not accept a connection in time";

    /// <summary>The bytes are no HTTP answer, or the answer contradicts itself.</summary>
    public const string NotHttp = "the upstream's answer is not HTTP";

    public static string Describe(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the upstream's host name cannot be resolved; check the upstream's URL",
        HttpRequestError.ConnectionError when failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            "the upstream refused the connection; check the upstream's URL and that the upstream runs",
        HttpRequestError.ConnectionError => "no connection to the upstream could be made; check the upstream's URL and the network",
        HttpRequestError.SecureConnectionError => "no secure connection to the upstream could be made; its certificate is not trusted or TLS failed",
        HttpRequestError.ResponseEnded => "the upstream closed the connection without an answer",
        HttpRequestError.InvalidResponse => NotHttp,
        HttpRequestError.ConfigurationLimitExceeded => "the head of the upstream's answer is too large",
        _ => "the request could not be sent upstream",
    };
}
