using System.Net;
using System.Runtime.CompilerServices;
using Broker.Lessons.Evidence;
using Broker.Lessons.Running;
using Microsoft.AspNetCore.Http;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 7: a client that follows a redirect hands key and prompt to whoever it names; the broker hands over nothing.</summary>
internal sealed class RedirectCheck() : LessonCheck(7, "What a redirect would have leaked")
{
    private const string Key = "sk-a-key-of-lesson-7";

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = EventLog.Read(stage, stage.LabEvents);
        yield return new Finding(
            events.Any(line => line is { Status: 502, Error: "upstream_redirect_refused" }),
            "the lab has refused a redirect in the last hour",
            "Start the lab, make the mock redirect, and send the request, as the page says.");

        await using var stranger = await Upstream.StartAsync(Upstream.AnswerPlainlyAsync, cancellationToken);
        await using var provider = await Upstream.StartAsync(
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                context.Response.Headers.Location = new Uri(stranger.Url, Host.ChatPath).ToString();
                return Task.CompletedTask;
            },
            cancellationToken);

        await FollowAsync(provider.Url, cancellationToken);
        yield return new Finding(
            stranger.Arrivals is [{ Body: Host.Chat } leaked] && leaked.Header("x-api-key") == Key,
            $"a client that follows redirects gives the stranger the key ({Key}) and the prompt",
            "The stranger could not be reached. Is a firewall between programs of this machine?");

        using var folder = new ScratchFolder();
        var settings = new BrokerSettings { Upstream = provider.Url, CallerToken = Host.Token, Key = Key, Folder = folder.Path };
        await using var broker = await stage.StartBroker(settings, cancellationToken);
        using var request = Host.Request(broker.Url);
        var (status, body) = await Host.SendAsync(request, cancellationToken);

        yield return new Finding(stranger.Arrivals.Count == 1, "the broker gives the stranger nothing, not even a connection");
        yield return new Finding(
            status is HttpStatusCode.BadGateway && body.Contains("upstream_redirect_refused", StringComparison.Ordinal) && !body.Contains(Key, StringComparison.Ordinal),
            "and tells the host: 502 upstream_redirect_refused");
    }

    private static async Task FollowAsync(Uri provider, CancellationToken cancellationToken)
    {
        using var client = Host.Client(followsRedirects: true);
        using var request = Host.Request(provider);
        request.Headers.Add("x-api-key", Key);
        using var answer = await client.SendAsync(request, cancellationToken);
    }
}
