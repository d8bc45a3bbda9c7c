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
    private readonly RunningBroker _broker;
    private readonly BrokerFacts _facts;
    private readonly EventTail _events;
    private readonly ShrinkLimit _limit;

    private FuzzStage(RecordingUpstream upstream, RunningBroker broker, BrokerFacts facts, ShrinkLimit limit)
    {
        (_upstream, _broker, _facts, _limit) = (upstream, broker, facts, limit);
        _events = new EventTail(broker.Options.EventsPath, limit);
    }

    /// <summary>How many requests were answered so far, those of the last word on each connection not counted.</summary>
    public int Answered { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="isProxy">Whether requests are forwarded.</param>
    /// <param name="isInline">Whether they run where their bytes come in, or on another thread.</param>
    /// <param name="limit">Says how long to wait.</param>
    public static async Task<FuzzStage> StartAsync(bool isProxy, bool isInline, ShrinkLimit limit)
    {
        var upstream = await RecordingUpstream.StartAsync(AnswerAsync);
        var broker = await RunningBroker.StartProxyAsync(
            upstream.Url,
            options => options with
            {
                Mode = isProxy ? BrokerMode.Proxy : BrokerMode.DryRun,
                MaxRequestBytes = BrokerFacts.Limit,
                AllowedPaths = [.. BrokerFacts.Allowed.Select(entry => RunningBroker.Entry(entry.Method, entry.Target))],
            },
            customize: services => services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = isInline));
        return new FuzzStage(upstream, broker, new BrokerFacts(isProxy, upstream.Url), limit);
    }

    /// <summary>Plays a conversation and judges what came of it.</summary>
    public void Play(Conversation conversation)
    {
        var requests = WithItsEnd(conversation.Requests);
        try
        {
            var answers = HostLine.Play(_broker.Url, requests, _limit.Patience);
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
