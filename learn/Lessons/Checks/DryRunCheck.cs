using System.Runtime.CompilerServices;
using Broker.Lessons.Evidence;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 1: the learner's broker describes requests and has logged one.</summary>
internal sealed class DryRunCheck() : LessonCheck(1, "A dry run")
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var health = await RunningJson.GetAsync(new Uri(stage.Broker, "/healthz"), cancellationToken);
        yield return new Finding(
            health.Text("mode") is "dry_run",
            $"a broker in dry-run mode listens at {stage.Broker}",
            "Start it, and leave it running: dotnet run --project Broker.Service -- --config Broker.Service/configs/broker_config.dry-run.json");

        var events = EventLog.Read(stage, Path.Combine(stage.BrokerConfigs, "events.jsonl"));
        yield return new Finding(
            events.Any(line => line is { Path: "/v1/responses", Status: 200, Mode: "dry_run" }),
            "its event log has a request for /v1/responses of the last hour, answered with 200",
            "Send the page's request to /v1/responses.");
    }
}
