using Broker.Service.Configuration;
using Broker.Tests.Fuzzing.Model;
using Broker.Tests.Fuzzing.Wire;
using Broker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Broker.Tests.Fuzzing;

/// <summary>A broker that conversations are played against, with an upstream that notes what reaches it.</summary>
internal sealed class FuzzStage : IAsyncDisposable
{
    private readonly RecordingUpstream _upstream;
    private readonly IAsyncDisposable _broker;
    private readonly Uri _url;
    private readonly BrokerFacts _facts;
    private readonly EventTail _events;
    private readonly ShrinkLimit _limit;
    private TemporaryFolder? _folder;

    private FuzzStage(RecordingUpstream upstream, IAsyncDisposable broker, Uri url, string events, BrokerFacts facts, ShrinkLimit limit)
    {
        (_upstream, _broker, _url, _facts, _limit) = (upstream, broker, url, facts, limit);
        _events = new EventTail(events, limit);
    }

    /// <summary>How many requests were answered so far, those of the last word on each connection not counted.</summary>
    public int Answered { get; private set; }

    /// <summary>Starts it: in this process, or as the program that <c>BROKER_BINARY</c> names.</summary>
    /// <param name="isProxy">Whether requests are forwarded.</param>
    /// <param name="isInline">Whether they run where their bytes come in, or on another thread.</param>
    /// <param name="limit">Says how long to wait.</param>
    public static async Task<FuzzStage> StartAsync(bool isProxy, bool isInline, ShrinkLimit limit)
    {
        var upstream = await RecordingUpstream.StartAsync(AnswerAsync);
        if (BrokerChild.IsOther)
        {
            return await StartOtherAsync(upstream, isProxy, limit);
        }

        var broker = await RunningBroker.StartProxyAsync(
            upstream.Url,
            options => options with
            {
                Mode = isProxy ? BrokerMode.Proxy : BrokerMode.DryRun,
                MaxRequestBytes = BrokerFacts.Limit,
                AllowedPaths = [.. BrokerFacts.Allowed.Select(entry => RunningBroker.Entry(entry.Method, entry.Target))],
            },
            customize: services => services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = isInline));
        return new FuzzStage(upstream, broker, broker.Url, broker.Options.EventsPath, new BrokerFacts(isProxy, upstream.Url), limit);
    }

    /// <summary>Plays a conversation and judges what came of it.</summary>
    public void Play(Conversation conversation)
    {
        var requests = WithItsEnd(conversation.Requests);
        try
        {
            var answers = HostLine.Play(_url, requests, _limit.Patience);
            var judge = new Judge(_facts, answers, _events, _upstream.Take());
            Answered += Math.Min(judge.Judged(requests), conversation.Requests.Count);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _events.Dispose();
        await _broker.DisposeAsync();
        await _upstream.DisposeAsync();
        _folder?.Dispose();
    }

    /// <summary>Starts the program that was asked for, such as a native one, with the same settings.</summary>
    private static async Task<FuzzStage> StartOtherAsync(RecordingUpstream upstream, bool isProxy, ShrinkLimit limit)
    {
        var folder = new TemporaryFolder();
        var config = folder.File("broker.json");
        await File.WriteAllTextAsync(config, $$"""
            {
              "listen_port": 0, "mode": "{{(isProxy ? "proxy" : "dry_run")}}", "upstream_base_url": "{{upstream.Url}}",
              "allowed_paths": [{{string.Join(", ", BrokerFacts.Allowed.Select(entry => $"\"{entry.Method} {entry.Target}\""))}}],
              "client_token_env": "BROKER_CLIENT_TOKEN", "secret_source": { "kind": "env", "name": "PROVIDER_API_KEY" },
              "max_request_bytes": {{BrokerFacts.Limit}}
            }
            """);
        var environment = new Dictionary<string, string> { ["BROKER_CLIENT_TOKEN"] = BrokerFacts.Token, ["PROVIDER_API_KEY"] = BrokerFacts.Key };
        var child = await BrokerChild.StartAsync(config, environment, Patience.Token);
        var url = child.Url ?? throw new InvalidOperationException($"The broker did not start: {child.Stderr}");
        return new FuzzStage(upstream, child, url, folder.File("events.jsonl"), new BrokerFacts(isProxy, upstream.Url), limit) { _folder = folder };
    }

    /// <summary>What a failure left unread must not be taken for what the next conversation does: a simpler one is tried then.</summary>
    private void Forget()
    {
        Thread.Sleep(TimeSpan.FromMilliseconds(100));
        while (_events.TryNext() is not null)
        {
        }

        _upstream.Take();
    }

    /// <summary>Ends in a cut request where it is sure that the connection gets so far, else in one that shows the connection in step.</summary>
    private static IReadOnlyList<FuzzRequest> WithItsEnd(IReadOnlyList<FuzzRequest> requests)
    {
        var whole = requests.Where(request => request.Cut is null).ToArray();
        return requests is [.., { Cut: not null } cut] && whole.All(request => HttpRules.Closing(request) != Closing.Perhaps)
            ? [.. whole, cut]
            : [.. whole, BrokerFacts.Goodbye];
    }

    private static Task AnswerAsync(HttpContext context)
    {
        const string Body = """{"upstream":true}""";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Body.Length;
        return context.Response.WriteAsync(Body);
    }
}
