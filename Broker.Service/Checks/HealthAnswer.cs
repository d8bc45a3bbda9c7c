using System.Net;
using System.Text.Json;
using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Hosting;
using Broker.Service.Policy;

namespace Broker.Service.Checks;

/// <summary>The answer to <c>GET /healthz</c>: the broker's settings, without secrets.</summary>
internal sealed class HealthAnswer(ListenAddress address)
{
    public const string Path = "/healthz";

    public BrokerAnswer Create(BrokerPolicy policy) => new(
        (int)HttpStatusCode.OK,
        BrokerJson.Object(json =>
        {
            json.WriteBoolean("ok", true);
            json.WriteStartObject("listen");
            json.WriteString("host", address.Host);
            json.WriteNumber("port", address.Port);
            json.WriteEndObject();
            json.WriteString("mode", policy.Mode.Text());
            if (policy.IsGeneral)
            {
                WriteGeneral(json, policy);
            }
            else
            {
                WriteLab(json, policy, policy.Upstreams[0]);
            }
        }));

    private static void WriteGeneral(Utf8JsonWriter json, BrokerPolicy policy)
    {
        json.WriteStrings("upstreams", policy.Upstreams.Select(upstream => upstream.Name));
        json.WriteBoolean("client_auth", policy.Callers.IsTokenRequired);
        json.WriteString("settings", "current");
    }

    private static void WriteLab(Utf8JsonWriter json, BrokerPolicy policy, Upstream upstream)
    {
        json.WriteString("upstream_base_url", upstream.BaseUrl);
        json.WriteStrings("allowed_paths", policy.Routes.Entries);
        json.WriteBoolean("client_auth", policy.Callers.IsTokenRequired);
        json.WriteString("secret_source", upstream.SecretSource.Label);
    }
}
