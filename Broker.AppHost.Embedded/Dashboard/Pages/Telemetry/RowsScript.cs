using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Broker.AppHost.Embedded.Dashboard.Pages.Telemetry;

/// <summary>A list's part in the browser, <c>rows.js</c>: says which rows are in view and brings others there.</summary>
internal sealed class RowsScript : IAsyncDisposable
{
    private IJSObjectReference? _watch;

    /// <summary>Begins to say what is in view.</summary>
    /// <param name="script">Runs scripts.</param>
    /// <param name="address">Address of the script.</param>
    /// <param name="list">The list.</param>
    /// <param name="owner">Is told.</param>
    public async Task WatchAsync<T>(IJSRuntime script, string address, ElementReference list, DotNetObjectReference<T> owner)
        where T : class
    {
        await using var module = await script.InvokeAsync<IJSObjectReference>("import", address);
        _watch = await module.InvokeAsync<IJSObjectReference>("watch", list, owner);
    }

    /// <summary>Brings a row into view.</summary>
    /// <param name="index">Where it stands.</param>
    public ValueTask RevealAsync(int index) => _watch?.InvokeVoidAsync("reveal", index) ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watch is null)
        {
            return;
        }

        try
        {
            await _watch.InvokeVoidAsync("stop");
            await _watch.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first.
        }
    }
}
