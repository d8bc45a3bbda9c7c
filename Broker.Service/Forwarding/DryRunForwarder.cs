using Broker.Service.Configuration;
using Broker.Service.Errors;
using Broker.Service.Policy;
using Broker.Service.Requests;
using Broker.Service.Telemetry;

namespace Broker.Service.Forwarding;

/// <summary>Answers with a description of what would be forwarded. Fetches no key and sends nothing.</summary>
internal sealed class DryRunForwarder : IForwarder
{
    public Task<Outcome> ForwardAsync(RequestRecord record, Verdict.Admitted admitted)
    {
        using var activity = BrokerTelemetry.Start(BoundaryNames.ForwardSpan);
        activity?.SetTagIfNotNull(BoundaryNames.Mode, BrokerMode.DryRun.Text());
        activity?.SetTagIfNotNull(BoundaryNames.Outcome, BoundaryNames.Described);
        activity?.SetTagIfNotNull(BoundaryNames.SecretSource, admitted.Route.Upstream.SecretSource.Label);
        return Task.FromResult(Outcome.Answered(Describe(admitted.Route, admitted.Body)) with { Mode = BrokerMode.DryRun });
    }

    private static BrokerAnswer Describe(Route route, RequestBody body) => new(
        StatusCodes.Status200OK,
        BrokerJson.Object(json =>
        {
            json.WriteBoolean("ok", true);
            json.WriteString("mode", BrokerMode.DryRun.Text());
            json.WriteStartObject("forward");
            json.WriteString("url", route.Upstream.BaseUrl + route.Path);
            json.WriteString("path", route.Path);
            json.WriteString("secret_source", route.Upstream.SecretSource.Label);
            json.WriteBoolean("would_attach_bearer_token", route.Upstream.SecretSource.Kind != SecretSourceKind.None);
            json.WriteEndObject();
            json.WritePropertyName("request");
            // Raw, since a valid body may hold lone surrogates, which the writer would refuse.
            json.WriteRawValue(IndentedJson.From(body.Bytes.Span, outerDepth: 1), skipInputValidation: true);
        }));
}
