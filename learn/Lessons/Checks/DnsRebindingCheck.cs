using System.Net;
using System.Runtime.CompilerServices;
using Broker.Lessons.Evidence;
using Broker.Lessons.Running;

namespace Broker.Lessons.Checks;

/// <summary>Lesson 6: what a web page can send by DNS rebinding, or plainly across origins, is turned away whatever token it shows.</summary>
internal sealed class DnsRebindingCheck() : LessonCheck(6, "What DNS rebinding tries")
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<Finding> LookAsync(Stage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = EventLog.Read(stage, stage.LabEvents);
        yield return new Finding(
            events.Any(line => line is { Status: 403, Error: "host_not_allowed" }),
            "the lab has turned away a request with somebody else's name in Host, in the last hour",
            "Start the lab and send the page's first request.");
        yield return new Finding(
            events.Any(line => line is { Status: 403, Error: "origin_not_allowed" }),
            "and one from a web page of another origin",
            "Send the page's second request.");

        using var folder = new ScratchFolder();
        await using var provider = await Upstream.StartAsync(Upstream.AnswerPlainlyAsync, cancellationToken);
        var settings = new BrokerSettings { Upstream = provider.Url, CallerToken = Host.Token, Key = "sk-a-key-of-lesson-6", Folder = folder.Path };
        await using var broker = await stage.StartBroker(settings, cancellationToken);

        yield return new Finding(
            await IsRefusedAsync(broker, request => request.Headers.Host = $"attacker.example:{broker.Url.Port}", "host_not_allowed", cancellationToken),
            "the right token does not help a page whose name was rebound to 127.0.0.1");
        yield return new Finding(
            await IsRefusedAsync(broker, request => request.Headers.Add("Origin", "https://attacker.example"), "origin_not_allowed", cancellationToken),
            "nor a page that asks across origins, and no header lets it read the refusal");
        yield return new Finding(provider.Arrivals.Count == 0, "neither reached the provider");

        using var fair = Host.Request(broker.Url);
        var (status, _) = await Host.SendAsync(fair, cancellationToken);
        yield return new Finding(status is HttpStatusCode.OK && provider.Arrivals.Count == 1, "the same request from a program on this machine does");
    }

    private static async Task<bool> IsRefusedAsync(IBroker broker, Action<HttpRequestMessage> disguise, string error, CancellationToken cancellationToken)
    {
        using var client = Host.Client();
        using var request = Host.Request(broker.Url);
        disguise(request);
        using var answer = await client.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.StatusCode is HttpStatusCode.Forbidden
            && body.Contains($"\"{error}\"", StringComparison.Ordinal)
            && !answer.Headers.Any(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}
