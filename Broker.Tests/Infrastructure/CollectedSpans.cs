using System.Collections.Concurrent;
using System.Diagnostics;
using Broker.Tests.Leaks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Broker.Tests.Infrastructure;

/// <summary>The spans that one broker hands to its exporter, of traces that a test began.</summary>
internal sealed class CollectedSpans : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    /// <summary>Trace of the request that the test sends with <see cref="TraceParent"/>.</summary>
    public ActivityTraceId TraceId { get; } = ActivityTraceId.CreateRandom();

    public string TraceParent => $"00-{TraceId}-{ActivitySpanId.CreateRandom()}-01";

    /// <summary>What has ended so far, of whichever trace.</summary>
    public IReadOnlyCollection<Activity> Ended => _ended;

    /// <summary>Collects where the broker itself collects nothing: it has no exporter.</summary>
    public void AddTo(IServiceCollection services) =>
        services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(ServiceDefaultsExtensions.OwnSources).AddProcessor(this));

    public override void OnEnd(Activity data)
    {
        LeakOracle.OfThisRun.See("span", $"{data.DisplayName} {data.StatusDescription} {string.Join(' ', data.TagObjects.Select(tag => $"{tag.Key}={(tag.Value is string[] list ? string.Join(',', list) : tag.Value)}"))}");
        _ended.Enqueue(data);
    }

    /// <summary>The trace's spans once there are as many as expected; the server's own ends after its answer.</summary>
    public async Task<IReadOnlyList<Activity>> WaitAsync(int count, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var spans = _ended.Where(span => span.TraceId == TraceId).OrderBy(span => span.StartTimeUtc).ToList();
            if (spans.Count >= count)
            {
                return spans;
            }

            await Task.Delay(10, deadline.Token);
        }
    }
}
