using System.Diagnostics.CodeAnalysis;
using Broker.AppHost.Embedded.Dashboard.Commands;
using Broker.AppHost.Embedded.Dashboard.Live;
using Broker.AppHost.Embedded.Dashboard.Output;
using Broker.AppHost.Embedded.Dashboard.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Broker.Tests.Dashboard;

[SuppressMessage("Usage", "BL0006", Justification = "Only a renderer of its own is interactive without a browser; a version that changes it fails to compile here.")]
public sealed class LiveComponentTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeResources _resources = new();
    private readonly ServiceProvider _services;
    private readonly InteractiveRenderer _renderer;

    public LiveComponentTests()
    {
        var store = new TelemetryStore(new TelemetryLimits());
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(new LiveFeed(store, _resources, new CommandRunner(_resources, store, _time, NullLogger<CommandRunner>.Instance)))
            .BuildServiceProvider();
        _renderer = new(_services);
    }

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Changes_OfItsTopics_AreLoaded()
    {
        var page = await _renderer.ShowAsync<Counting>();
        Assert.Equal(1, page.Loads);

        Write();
        await LoadsBecomeAsync(page, 2);

        // Not one of its topics.
        _resources.Resources = [];
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, page.Loads);
    }

    [Fact]
    public async Task ManyChanges_AreLoadedFiveTimesASecond()
    {
        var page = await _renderer.ShowAsync<Counting>();
        Write();
        await LoadsBecomeAsync(page, 2);

        for (var i = 0; i < 1000; i++)
        {
            Write();
        }

        await PassAsync(TimeSpan.FromMilliseconds(199));
        Assert.Equal(2, page.Loads);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await LoadsBecomeAsync(page, 3);
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(3, page.Loads);
    }

    [Fact]
    public async Task Paused_ItStandsStill()
    {
        var page = await _renderer.ShowAsync<Counting>();
        page.Paused = true;

        Write();
        await PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(1, page.Loads);
    }

    [Fact]
    public async Task Disposed_ItHearsNothing()
    {
        var page = await _renderer.ShowAsync<Counting>();
        page.Dispose();

        Write();
        await PassAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(1, page.Loads);
    }

    [Fact]
    public async Task LoadThatFails_IsDispatchedInsteadOfLost()
    {
        var page = await _renderer.ShowAsync<Counting>();
        page.Failing = true;

        Write();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _renderer.Failure.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
    }

    private void Write() => _resources.Console.Add("broker", ConsoleStream.Output, "line");

    // What the clock sets off is handed to the renderer's own thread; whoever asks that thread afterwards comes after it.
    private async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        await _renderer.Dispatcher.InvokeAsync(() => { });
    }

    private async Task LoadsBecomeAsync(Counting page, int expected)
    {
        _time.Advance(TimeSpan.Zero);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (page.Loads != expected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), deadline.Token);
        }
    }

    private sealed class Counting : LiveComponent
    {
        public int Loads { get; private set; }

        public bool Paused { get; set; }

        public bool Failing { get; set; }

        protected override LiveTopic Topics => LiveTopic.Console;

        protected override bool IsPaused => Paused;

        protected override void Load()
        {
            if (Failing)
            {
                throw new InvalidOperationException("cannot load");
            }

            Loads++;
        }
    }

    private sealed class InteractiveRenderer(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
    {
        public TaskCompletionSource Failure { get; } = new();

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        protected override RendererInfo RendererInfo { get; } = new("Test", isInteractive: true);

        public Task<T> ShowAsync<T>()
            where T : IComponent => Dispatcher.InvokeAsync(async () =>
        {
            var component = (T)InstantiateComponent(typeof(T));
            await RenderRootComponentAsync(AssignRootComponentId(component));
            return component;
        });

        protected override void HandleException(Exception exception) => Failure.TrySetException(exception);

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;
    }
}
