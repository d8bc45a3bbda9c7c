using System.Net;
using System.Runtime.CompilerServices;
using Broker.Lessons.Evidence;
using Broker.Lessons.Running;
using Microsoft.AspNetCore.Http;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 8: the provider gets a new key; one request learns of it, the next has it, and host and broker were left alone.</summary>
internal sealed class RotatedKeyCheck() : LessonCheck(8, "A rotated key")
{
    private const string OldKey = "sk-the-old-key-of-lesson-8";
    private const string NewKey = "sk-the-new-key-of-lesson-8";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var statuses = EventLog.Read(stage, Path.Combine(stage.LessonConfigs, "events.jsonl"))
            .Where(line => line is { Path: Host.ChatPath, Mode: "proxy" })
            .Select(line => line.Status)
            .ToList();
        var rejected = statuses.LastIndexOf(401);
        yield return new Finding(
            rejected > 0 && statuses[rejected - 1] == 200,
            "your broker's log of the last hour has a request that was answered, and then one whose key was rejected",
            "Send the page's request before and after you give the mock provider another key.");
        yield return new Finding(
            statuses.ElementAtOrDefault(rejected + 1) == 200,
            "and the next one was answered",
            "Write the new key to provider-key.txt, wait a few seconds and send the request once more.");

        var valid = OldKey;
        await using var provider = await Upstream.StartAsync(
            context =>
            {
                context.Response.StatusCode = context.Request.Headers.Authorization == $"Bearer {valid}" ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            },
            cancellationToken);
        using var folder = new ScratchFolder();
        folder.Write(SecretCommandCheck.KeyFile, OldKey);
        var settings = new BrokerSettings { Upstream = provider.Url, CallerToken = Host.Token, KeyCommand = SecretCommandCheck.PrintKey, Folder = folder.Path };
        await using var broker = await stage.StartBroker(settings, cancellationToken);

        var answers = new List<HttpStatusCode> { await AskAsync(broker, cancellationToken) };
        folder.Write(SecretCommandCheck.KeyFile, NewKey);
        valid = NewKey;
        answers.Add(await AskAsync(broker, cancellationToken));
        answers.Add(await AskAsync(broker, cancellationToken));

        yield return new Finding(answers is [HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK], "a broker that was not restarted goes from 200 over one 401 to 200");
        yield return new Finding(
            provider.Arrivals.Select(arrival => arrival.Header("Authorization")).SequenceEqual([$"Bearer {OldKey}", $"Bearer {OldKey}", $"Bearer {NewKey}"]),
            "no request was sent twice: three went in, three came out, the last with the new key");
    }

    private static async Task<HttpStatusCode> AskAsync(IBroker broker, CancellationToken cancellationToken)
    {
        using var request = Host.Request(broker.Url);
        return (await Host.SendAsync(request, cancellationToken)).Status;
    }
}
