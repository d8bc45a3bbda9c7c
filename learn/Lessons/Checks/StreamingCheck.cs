using System.Runtime.CompilerServices;
using System.Text.Json;
using Broker.Lessons.Evidence;
using Broker.Lessons.Running;
using Microsoft.AspNetCore.Http;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 4: the lab has streamed an answer, and each piece of one reaches the host before the next is sent.</summary>
internal sealed class StreamingCheck() : LessonCheck(4, "Streaming")
{
    private const string First = "data: {\"piece\":1}\n\n";
    private const string Second = "data: [DONE]\n\n";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var journal = await RunningJson.GetAsync(new Uri(stage.Mock, "/__admin/requests"), cancellationToken);
        yield return new Finding(
            journal is { ValueKind: JsonValueKind.Array },
            $"the mock provider of the lab answers at {stage.Mock}",
            "Start the lab, and leave it running: dotnet run --project Broker.AppHost");

        var streamed = journal!.Value.EnumerateArray().Select(entry => entry.GetProperty("Request")).LastOrDefault(IsStreamedChat);
        yield return new Finding(streamed.ValueKind is not JsonValueKind.Undefined, "it has streamed an answer", "Send the page's request, with \"stream\":true.");
        yield return new Finding(
            Values(streamed, "Authorization") is ["Bearer sk-mock-provider-key"] && Values(streamed, "X-Broker-Token") is [],
            "the request came with the provider's key, and without the caller token",
            "Send the request to the broker (port 8791), not to the mock itself.");

        yield return new Finding(
            await PassesPieceByPieceAsync(stage, cancellationToken),
            "the first piece reaches the host while the provider still holds the second");
    }

    private static bool IsStreamedChat(JsonElement request) =>
        request.GetProperty("Path").GetString() == Host.ChatPath
        && request.TryGetProperty("Body", out var body)
        && (body.GetString() ?? "").Replace(" ", "", StringComparison.Ordinal).Contains("\"stream\":true", StringComparison.Ordinal);

    private static string?[] Values(JsonElement request, string header) =>
        request.GetProperty("Headers").EnumerateObject().FirstOrDefault(line => line.Name.Equals(header, StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: JsonValueKind.Array } found
            ? [.. found.Value.EnumerateArray().Select(value => value.GetString())]
            : [];

    /// <summary>The provider sends its second piece only once the host has the first. Whoever collects answers never gets there.</summary>
    private static async Task<bool> PassesPieceByPieceAsync(Stage stage, CancellationToken cancellationToken)
    {
        var hostHasTheFirst = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var provider = await Upstream.StartAsync(
            async context =>
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync(First, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await hostHasTheFirst.Task.WaitAsync(context.RequestAborted);
                await context.Response.WriteAsync(Second, context.RequestAborted);
            },
            cancellationToken);
        using var folder = new ScratchFolder();
        var settings = new BrokerSettings { Upstream = provider.Url, CallerToken = Host.Token, Key = "sk-a-key-of-lesson-4", Folder = folder.Path };
        await using var broker = await stage.StartBroker(settings, cancellationToken);

        // A broker that waits for the whole answer is stopped by its own time limit; nobody should wait for that here.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(stage.Patience);
        try
        {
            using var client = Host.Client();
            using var request = Host.Request(broker.Url);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
            var first = await reader.ReadLineAsync(patience.Token);
            hostHasTheFirst.SetResult();
            var rest = await reader.ReadToEndAsync(patience.Token);
            return $"{first}\n{rest}" == First + Second;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
