using Microsoft.AspNetCore.Components;

namespace Broker.AppHost.Embedded.Dashboard.Live;

/// <summary>
/// A component that shows things that change while somebody looks. It hears of the <see cref="Topics"/>, calls <see cref="Load"/>
/// and renders, at most five times a second and less often where loading takes long.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private const int RestPerWork = 5;
    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(200);

    private Action<LiveTopic>? _heard;
    private ITimer? _timer;
    private long _renderedAt;
    private TimeSpan _rest = LeastRest;
    private int _due;
    private volatile bool _disposed;

    [Inject]
    internal LiveFeed Feed { get; set; } = default!;

    [Inject]
    internal TimeProvider Clock { get; set; } = default!;

    /// <summary>What it shows. Asked for once.</summary>
    protected abstract LiveTopic Topics { get; }

    /// <summary>Whether changes are let pass unseen. When it ends, call <see cref="LoadAndRender"/>.</summary>
    protected virtual bool IsPaused => false;

    /// <summary>Reads what is to be shown into fields. Called with new parameters and after changes, always on the circuit's own thread.</summary>
    protected virtual void Load()
    {
    }

    /// <summary>Subscribes, unless the page is only being prerendered. Who overrides it calls this one.</summary>
    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            var topics = Topics;
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(RenderChangeAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _heard = topic => Hear(topic, topics);
            Feed.Changed += _heard;
        }
    }

    /// <summary>Loads. Who overrides it calls this one.</summary>
    protected override void OnParametersSet() => Load();

    /// <summary>Loads and renders now.</summary>
    protected void LoadAndRender()
    {
        var began = Clock.GetTimestamp();
        Load();
        _renderedAt = Clock.GetTimestamp();
        var work = Clock.GetElapsedTime(began, _renderedAt) * RestPerWork;
        _rest = work > LeastRest ? work : LeastRest;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops listening. Who overrides it calls this one.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _disposed = true;
        Feed.Changed -= _heard;
        _timer?.Dispose();
    }

    private void Hear(LiveTopic topic, LiveTopic topics)
    {
        if ((topic & topics) != 0 && !_disposed && Interlocked.Exchange(ref _due, 1) == 0)
        {
            var rest = _renderedAt == 0 ? TimeSpan.Zero : _rest - Clock.GetElapsedTime(_renderedAt);
            _timer!.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task RenderChangeAsync()
    {
        // First, so that what changes while this loads is not missed.
        Volatile.Write(ref _due, 0);
        if (_disposed || IsPaused)
        {
            return;
        }

        try
        {
            LoadAndRender();
        }
        catch (Exception exception)
        {
            // Thrown here nobody would see it; dispatched, the error boundary shows it.
            await DispatchExceptionAsync(exception);
        }
    }
}
