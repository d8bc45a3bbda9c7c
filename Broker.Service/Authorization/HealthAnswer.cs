using System.Net;
using Broker.Service.Configuration;
using Broker.Service.Errors;

namespace Broker.Service.Authorization;

/// <summary>What <c>GET /healthz</c> tells: how the broker is set up, and nothing secret.</summary>
internal sealed class HealthAnswer(BrokerOptions options, ListenAddress address)
{
    /// <summary>The path that is answered.</summary>
    public const string Path = "/healthz";

    /// <summary>The answer as things are now.</summary>
    public BrokerAnswer Create() => new(
        (int)HttpStatusCode.OK,
        BrokerJson.Object(json =>
        {
            json.WriteBoolean("ok", true);
            json.WriteStartObject("listen");
            json.WriteString("host", address.Host);
            json.WriteNumber("port", address.Port);
            json.WriteEndObject();
            json.WriteString("mode", options.Mode.Text());
            json.WriteString("upstream_base_url", options.UpstreamBaseUrl);
            json.WriteStartArray("allowed_paths");
            foreach (var path in options.AllowedPaths)
            {
                json.WriteStringValue(path.Entry);
            }

            json.WriteEndArray();
            json.WriteBoolean("client_auth", options.ClientTokenEnv is not null);
            json.WriteString("secret_source", options.SecretSource.Label);
        }));
}
