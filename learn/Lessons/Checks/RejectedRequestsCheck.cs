using System.Runtime.CompilerServices;
using Broker.Lessons.Evidence;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 2: the learner's broker turned away what came without its token, and what asked for another path.</summary>
internal sealed class RejectedRequestsCheck() : LessonCheck(2, "Requests it must reject")
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var health = await RunningJson.GetAsync(new Uri(stage.Broker, "/healthz"), cancellationToken);
        yield return new Finding(
            health.Text("mode") is "proxy" && health!.Value.GetProperty("client_auth").GetBoolean(),
            $"a broker that forwards, and wants a caller token, listens at {stage.Broker}",
            "Set BROKER_CLIENT_TOKEN and start the broker with broker_config.env.example.json, as the page says.");

        var events = EventLog.Read(stage, Path.Combine(stage.BrokerConfigs, "events.jsonl"));
        yield return new Finding(
            events.Count(line => line is { Status: 401, Error: "client_token_required" }) >= 2,
            "it has answered 401 twice in the last hour",
            "Send the first two requests of the page: one without a token, one with a wrong one.");
        yield return new Finding(
            events.Any(line => line is { Status: 403, Error: "path_not_allowed" }),
            "and 403 to a path that is not in allowed_paths",
            "Send the page's third request, with the right token and to /v1/files.");
        yield return new Finding(
            events.All(line => line.Mode is null || line.Status is not (401 or 403)),
            "none of these got past the checks, so no key was fetched for them");
    }
}
