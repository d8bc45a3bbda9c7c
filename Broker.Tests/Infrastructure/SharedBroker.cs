using Microsoft.AspNetCore.Http;

namespace Broker.Tests.Infrastructure;

/// <summary>One running broker and its upstream for a class of tests that change neither; each test begins anew with <see cref="Begin"/>.</summary>
public abstract class SharedBroker : IAsyncLifetime
{
    internal RecordingUpstream Upstream { get; private set; } = null!;

    internal RunningBroker Broker { get; private set; } = null!;

    /// <summary>What the upstream answers in this test; null for 200 and a bit of JSON.</summary>
    internal Func<HttpContext, Task>? Answer { get; set; }

    public async ValueTask InitializeAsync()
    {
        Upstream = await RecordingUpstream.StartAsync(context => (Answer ?? RecordingUpstream.AnswerPlainly)(context));
        Broker = await StartAsync(Upstream.Url);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Broker.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    /// <summary>Leaves behind what earlier tests sent, answered and logged.</summary>
    /// <returns>The broker and what its upstream got.</returns>
    internal (RunningBroker Broker, RecordingUpstream Upstream) Begin()
    {
        Broker.ForgetEvents();
        Upstream.Take();
        Answer = null;
        return (Broker, Upstream);
    }

    internal abstract Task<RunningBroker> StartAsync(string upstream);
}

/// <summary>A proxy with a key, a caller token and the usual paths.</summary>
public sealed class SharedProxy : SharedBroker
{
    internal override Task<RunningBroker> StartAsync(string upstream) => RunningBroker.StartProxyAsync(upstream);
}

/// <summary>A dry run without a caller token, with the usual paths.</summary>
public sealed class SharedDryRun : SharedBroker
{
    internal override Task<RunningBroker> StartAsync(string upstream) => RunningBroker.StartAsync();
}

/// <summary>A proxy with a caller token, two entries and a small limit of the body.</summary>
public sealed class SharedStrictProxy : SharedBroker
{
    internal override Task<RunningBroker> StartAsync(string upstream) => RunningBroker.StartProxyAsync(upstream, options => options with
    {
        AllowedPaths = [RunningBroker.Post("/v1/responses"), RunningBroker.Entry("GET", "/v1/models"), RunningBroker.Entry("DELETE", "/v1/files")],
        MaxRequestBytes = 5000,
    });
}
