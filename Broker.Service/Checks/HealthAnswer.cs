using System.Net;
using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Hosting;
using Broker.Service.Policy;

namespace Broker.Service.Checks;

/// <summary>The answer to <c>GET /healthz</c>: the broker's settings, without secrets.</summary>
internal sealed class HealthAnswer(ListenAddress address)
{
    public const string Path = "/healthz";

    public BrokerAnswer Create(BrokerPolicy policy) => Create(policy, policy.Upstreams[0]);

    private BrokerAnswer Create(BrokerPolicy policy, Upstream upstream) => new(
        (int)HttpStatusCode.OK,
        BrokerJson.Object(json =>
        {
            json.WriteBoolean("ok", true);
            json.WriteStartObject("listen");
            json.WriteString("host", address.Host);
            json.WriteNumber("port", address.Port);
            json.WriteEndObject();
            json.WriteString("mode", policy.Mode.Text());
            json.WriteString("upstream_base_url", upstream.BaseUrl);
            json.WriteStartArray("allowed_paths");
            foreach (var entry in policy.Routes.Entries)
            {
                json.WriteStringValue(entry);
            }

            json.WriteEndArray();
            json.WriteBoolean("client_auth", policy.Callers.IsTokenRequired);
            json.WriteString("secret_source", upstream.SecretSource.Label);
        }));
}
