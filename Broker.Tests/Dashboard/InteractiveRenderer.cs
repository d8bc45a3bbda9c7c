using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broker.Tests.Dashboard;

/// <summary>Components as in a circuit, without a browser.</summary>
[SuppressMessage("Usage", "BL0006", Justification = "Only a renderer of its own is interactive without a browser; a version that changes it fails to compile here.")]
internal sealed class InteractiveRenderer(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
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

    public ValueTask EndAsync() => DisposeAsync();

    protected override void HandleException(Exception exception) => Failure.TrySetException(exception);

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;
}
