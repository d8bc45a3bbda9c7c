using System.Net;
using System.Runtime.CompilerServices;
using Broker.Lessons.Evidence;
using Broker.Lessons.Running;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 5: a program took the place of the variable, and neither host nor provider could tell.</summary>
internal sealed class SecretCommandCheck() : LessonCheck(5, "Swapping the secret source")
{
    /// <summary>A file that a broker's program prints, in its working folder.</summary>
    public const string KeyFile = "provider-key.txt";

    /// <summary>A program that every system has and that prints a file of one line as it is.</summary>
    public static readonly string[] PrintKey = ["sort", KeyFile];

    private const string Key = "sk-a-key-of-lesson-5";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var health = await RunningJson.GetAsync(new Uri(stage.Broker, "/healthz"), cancellationToken);
        yield return new Finding(
            health.Text("secret_source")?.StartsWith("command:", StringComparison.Ordinal) == true,
            $"the broker at {stage.Broker} gets its key from a program",
            "Start the broker with docs/lessons/configs/key-from-a-program.json, as the page says.");

        var events = EventLog.Read(stage, Path.Combine(stage.LessonConfigs, "events.jsonl"));
        yield return new Finding(
            events.Count(line => line is { Path: Host.ChatPath, Status: 200, Mode: "proxy" }) >= 2,
            "the same request was answered twice in the last hour: before the swap and after it",
            "Send the page's request once with each of the two configurations.");

        using var folder = new ScratchFolder();
        folder.Write(KeyFile, Key);
        await using var provider = await Upstream.StartAsync(Upstream.AnswerPlainlyAsync, cancellationToken);
        var common = new BrokerSettings { Upstream = provider.Url, CallerToken = Host.Token, Folder = folder.Path };
        var before = await AskAsync(stage, common with { Key = Key }, cancellationToken);
        var after = await AskAsync(stage, common with { KeyCommand = PrintKey }, cancellationToken);

        yield return new Finding(before.Status is HttpStatusCode.OK && before == after, "a host gets the same answer to the same request");
        yield return new Finding(
            provider.Arrivals is [var first, var second] && first.Header("Authorization") == $"Bearer {Key}" && second.Header("Authorization") == $"Bearer {Key}" && first.Body == second.Body,
            "and a provider the same request with the same key");
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(Stage stage, BrokerSettings settings, CancellationToken cancellationToken)
    {
        await using var broker = await stage.StartBroker(settings, cancellationToken);
        using var request = Host.Request(broker.Url);
        return await Host.SendAsync(request, cancellationToken);
    }
}
